// `npm run bench:polls`: what a vote of many costs on a real PostgreSQL. Of one poll, with 32 connections: accepted
// ballots a second through the whole API, as the ratio to a bare Hono route that inserts one row, in turn in the same
// run; whether the tally is exact and the roll without doubles after it; how long the database takes to answer with the
// results of a million ballots, and how long 200,000 rankings take to be counted by Schulze's method and by instant
// runoff. `--rows N` and `--seconds N` make it larger or smaller; `--profile` writes a CPU profile of the server to the
// current folder. What is wrong fails the command; how fast it is, is for people.
import autocannon from 'autocannon'
import postgres from 'postgres'
import { startPostgres } from '../postgres.mjs'
import { cpuOf, createProcesses, ended, numberOf } from './processes.mjs'
import { unlimited } from './unlimited.mjs'

const rows = numberOf('--rows', 1_000_000)
const seconds = numberOf('--seconds', 4)
const isProfiled = process.argv.includes('--profile')
const ROUNDS = 3
/** Rounds before them, that count for nothing: in a rush what runs often is compiled. */
const WARM_UP = 2
const CONNECTIONS = 32
const RANKINGS = 200_000
const organization = 'hanty-mansiysk'
const POLL = 'new-park'

const server = await startPostgres()
const environment = { ...process.env, DATABASE_URL: server.url, HOST: '127.0.0.1', LOG_LEVEL: 'error' }
const { start, endAll } = createProcesses(environment)
const sql = postgres(server.url, { max: 2, onnotice: () => {} })
try {
  const demo = await start(['api/cli/vmeste.mjs', 'serve', '--demo'])
  await ended(demo.child)
  await unlimited(environment)
  const bare = await start(['test/bench/bare.mjs'], { path: '/read' })
  const api = await start([...(isProfiled ? ['--cpu-prof'] : []), 'api/cli/vmeste.mjs', 'serve'])
  const base = `${api.url}/v1/organizations/${organization}/polls`
  const before = await counts(POLL)
  const accepted = await compare(
    { url: `${base}/${POLL}/ballots`, child: api.child },
    { url: `${bare.url}/insert`, child: bare.child },
  )
  await check(base, before, accepted)
  await ended(bare.child)
  await fill()
  console.log(`\nResults of ${rows.toLocaleString('en')} ballots`)
  for (let index = 0; index < 3; index++)
    await timed(`  ${index ? 'asked again' : 'counted first'}`, () => get(`${base}/crowded/results`))
  await inDatabase()
  for (const counting of ['schulze', 'instant-runoff']) {
    // Put in the box behind the count's back: told apart from a count, which is of what was told apart when it came.
    await timed(`${RANKINGS.toLocaleString('en')} rankings told apart`, () => get(`${base}/${counting}/results`))
    await sql`update poll_tallies set results = null where poll_id = ${counting}`
    await timed(`  counted by ${counting}`, () => get(`${base}/${counting}/results`))
  }
  await ended(api.child)
} finally {
  await endAll()
  await sql.end()
  await server.stop()
}

/** In turn, so that both meet the same weather; the median round counts. @returns how many ballots were accepted */
async function compare(ours, theirs) {
  const answers = { where: 'river', what: ['skiing', 'rink'] }
  let accepted = 0
  const ratios = []
  const insert = JSON.stringify({ text: JSON.stringify(answers) })
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const other = await load(theirs, insert)
    const own = await load(ours, JSON.stringify({ answers }), (request) => {
      request.headers['idempotency-key'] = crypto.randomUUID()
      request.headers['vmeste-device'] = crypto.randomUUID()
    })
    accepted += own['2xx']
    const ratio = own.requests.average / other.requests.average
    if (round >= 0) ratios.push(ratio)
    console.log(
      `accepted ballots ${own.requests.average.toFixed(0)}/s (half within ${own.latency.p50} ms, 99 of 100 within ${own.latency.p99} ms; of the server ${own.cpu} ms each)   bare one-row insert ${other.requests.average.toFixed(0)}/s (${other.cpu} ms)   ratio ${ratio.toFixed(2)}${round < 0 ? ' (warming up)' : ''}`,
    )
  }
  console.log(`median ratio ${ratios.toSorted()[Math.floor(ROUNDS / 2)].toFixed(2)} (target: at least 0.60)`)
  return accepted
}

async function load({ url, child }, body, prepare = () => {}) {
  const before = await cpuOf(child)
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    method: 'POST',
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        setupRequest: (request) => {
          prepare(request)
          return request
        },
      },
    ],
  })
  if (result.non2xx || result.errors) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return { ...result, cpu: (((await cpuOf(child)) - before) / result['2xx']).toFixed(2) }
}

/** Ballots, of which bag and box have each, and lines of the roll. */
async function counts(poll) {
  const [found] = await sql`select
    (select count(*)::int from ballots where poll_id = ${poll}) + (select count(*)::int from ballot_bag where poll_id = ${poll}) as ballots,
    (select count(*)::int from poll_voters where poll_id = ${poll}) as voters,
    (select count(distinct voter)::int from poll_voters where poll_id = ${poll}) as different`
  return found
}

/** Nothing acknowledged is lost, nothing counted twice. (Whose answer did not come before the end of a round may be counted.) */
async function check(base, before, accepted) {
  // Until those under way at the end of the last round are through.
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const after = await counts(POLL)
  const added = after.ballots - before.ballots
  if (added < accepted || added > accepted + (WARM_UP + ROUNDS) * CONNECTIONS)
    throw new Error(`${accepted} accepted, ${added} kept`)
  if (after.voters !== after.different || after.voters !== after.ballots) throw new Error(JSON.stringify(after))
  await sql`update polls set closes_at = now() where id = ${POLL}`
  const { result, milliseconds } = await took(() => get(`${base}/${POLL}/results`))
  const [tally] =
    await sql`select ballots::int, (select sum(count)::int from poll_counts where poll_id = ${POLL} and question = 'where') as counted
    from poll_tallies where poll_id = ${POLL}`
  const [{ count: river }] =
    await sql`select count(*)::int from ballots where poll_id = ${POLL} and answers ->> 'where' = 'river'`
  const told = result.questions[0].options.find(({ id }) => id === 'river').count
  if (
    result.ballots !== after.ballots ||
    tally.ballots !== after.ballots ||
    tally.counted !== after.ballots ||
    told !== river
  )
    throw new Error(`${after.ballots} ballots, ${JSON.stringify({ tally, river })}, told: ${JSON.stringify(result)}`)
  console.log(
    `${accepted} accepted: the tally is exact, the roll without doubles (closed, mixed, counted again and signed in ${(milliseconds / 1000).toFixed(1)} s)`,
  )
}

/** Polls as full as they may become: put into the box, and counted when first asked for. */
async function fill() {
  const [first] = await sql`select * from polls where id = 'new-year-fair'`
  const options = Array.from({ length: 8 }, (_, index) => ({ id: `o${index}`, title: { en: `Option ${index}` } }))
  const ranking = (counting) => [
    { id: 'order', type: 'ranking', title: { en: 'Order' }, required: true, options, counting, ties: { by: 'order' } },
  ]
  const make = (id, questions) =>
    sql`insert into polls ${sql({ ...first, id, questions: sql.json(questions), titles: sql.json({ en: id }), descriptions: sql.json({}) })}`
  await make('crowded', first.questions)
  await sql`insert into ballots (organization_id, poll_id, id, answers)
    select ${organization}, 'crowded', gen_random_uuid(), jsonb_build_object('hour', (array['noon', 'afternoon', 'evening'])[1 + n % 3])
    from generate_series(1, ${rows}::int) n`
  for (const counting of ['schulze', 'instant-runoff']) {
    await make(counting, ranking(counting))
    await sql`insert into ballots (organization_id, poll_id, id, answers)
      select ${organization}, ${counting}, gen_random_uuid(), jsonb_build_object('order', (
        select jsonb_agg('o' || o order by random() * (o + 1 + n * 0)) from generate_series(0, 7) o))
      from generate_series(1, ${RANKINGS}::int) n`
  }
  await sql`analyze`
}

/** What the database itself takes for what is asked of it: planning and executing. */
async function inDatabase() {
  const times = []
  for (let round = 0; round < 15; round++) {
    const [
      {
        'QUERY PLAN': [plan],
      },
    ] = await sql`explain (analyze, format json)
      select * from poll_tallies where organization_id = ${organization} and poll_id = 'crowded'`
    times.push(plan['Planning Time'] + plan['Execution Time'])
  }
  console.log(
    `  in the database: median ${times.toSorted((one, other) => one - other)[7].toFixed(2)} ms (target: under 10)`,
  )
}

async function timed(what, work) {
  const { milliseconds } = await took(work)
  console.log(`${what.padEnd(44)} ${milliseconds.toFixed(0).padStart(7)} ms`)
}

async function took(work) {
  const begun = performance.now()
  const result = await work()
  return { result, milliseconds: performance.now() - begun }
}

async function get(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`)
  return answer.json()
}

// `npm run bench:discussions`: what a discussion of many costs on a real PostgreSQL. The first page of a thread of 10,000
// comments and the posting of comments, each in turn in one run beside a bare Hono route with one indexed query; how
// many queries such readers cost the database; groups of opinion of 5,000 voters and 200 comments; and 5,000 live readers
// on one process: how soon a comment has reached them all, and what memory a reader takes. `--waline` also measures Waline's server (its npm package, put into a
// temporary folder for it) on the same database and thread. `--seconds N`, `--readers N` and `--only reads,posts,opinions,live`
// make it shorter; `--profile` writes a CPU profile of the server to the current folder. What is wrong fails the command;
// how fast it is, is for people.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import autocannon from 'autocannon'
import postgres from 'postgres'
import { startPostgres } from '../postgres.mjs'
import { cpuOf, createProcesses, ended, memoryOf, numberOf } from './processes.mjs'
import { startReaders } from './readers.mjs'
import { unlimited } from './unlimited.mjs'
import { startWaline } from './waline.mjs'

const seconds = numberOf('--seconds', 4)
const readers = numberOf('--readers', 5000)
const only = process.argv.indexOf('--only')
const parts = only > 0 ? process.argv[only + 1].split(',') : ['reads', 'posts', 'opinions', 'live']
const isProfiled = process.argv.includes('--profile')
const ROUNDS = 3
/** Rounds before them, that count for nothing: in a rush what runs often is compiled. */
const WARM_UP = 1
const CONNECTIONS = 32
const COMMENTS = 10_000
const organization = 'hanty-mansiysk'
const DISCUSSION = 'embankment'

const server = await startPostgres()
const environment = { ...process.env, DATABASE_URL: server.url, HOST: '127.0.0.1', LOG_LEVEL: 'error' }
const { start, endAll, children } = createProcesses(environment)
const sql = postgres(server.url, { max: 2, onnotice: () => {} })
try {
  const demo = await start(['api/cli/vmeste.mjs', 'serve', '--demo'])
  await ended(demo.child)
  await unlimited(environment)
  await fill()
  const api = await start([...(isProfiled ? ['--cpu-prof'] : []), 'api/cli/vmeste.mjs', 'serve'])
  const base = `${api.url}/v1/organizations/${organization}`
  const comments = `${base}/discussions/${DISCUSSION}/comments`
  await check(comments)
  const bare = await start(['test/bench/bare.mjs'], { path: '/read' })
  const waline = process.argv.includes('--waline') ? await startWaline({ sql, url: server.url, children }) : undefined
  if (parts.includes('reads')) {
    await compare('first page', 0.8, 200, {
      ours: { url: comments, child: api.child },
      bare: { url: `${bare.url}/comments`, child: bare.child },
      waline: waline && { url: waline.read, child: waline.child },
    })
    await queriesOf(comments)
  }
  if (parts.includes('posts')) {
    const posting = { method: 'POST', headers: { 'content-type': 'application/json' } }
    await compare('posting', 0.5, 8, {
      ours: {
        ...{ ...posting, url: comments, child: api.child },
        prepare(request) {
          request.headers['idempotency-key'] = crypto.randomUUID()
          request.headers['vmeste-device'] = crypto.randomUUID()
          request.body = JSON.stringify({ text: opinion(), name: 'Марина' })
        },
      },
      bare: { ...posting, url: `${bare.url}/insert`, child: bare.child, body: JSON.stringify({ text: opinion() }) },
      waline: waline && { ...posting, url: waline.write, child: waline.child, body: waline.comment(opinion()) },
    })
  }
  await ended(bare.child)
  if (waline) await waline.stop()
  if (parts.includes('opinions')) await opinions()
  if (parts.includes('live')) await live(api, base, comments)
  await ended(api.child)
} finally {
  await endAll()
  await sql.end()
  await server.stop()
}

/** A thread of many, half of them replies, put in as they would stand; the same texts for those beside. */
async function fill() {
  const [first] = await sql`select * from discussions where id = ${DISCUSSION}`
  await sql`update discussions set opens_at = now() - interval '1 day', closes_at = null, slow_mode = 0 where id = ${first.id}`
  await sql`create table bare_comments (thread text not null, id uuid not null, author text, content text not null,
    created_at timestamptz not null, primary key (thread, id))`
  const rows = Array.from({ length: COMMENTS }, (_, index) => {
    // UUIDv7 of rising times.
    const time = (Date.now() - (COMMENTS - index) * 1000).toString(16).padStart(12, '0')
    return {
      id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`,
      text: `Комментарий ${index}: на набережной не хватает света, скамеек и **удобного** спуска к воде.`,
      at: new Date(Date.now() - (COMMENTS - index) * 1000),
    }
  })
  const whole = rows.map(({ id, text, at }, index) => {
    const opener = index % 2 ? rows[index - 1].id : null
    return {
      ...{ organization_id: organization, discussion_id: DISCUSSION, id, root_id: opener, parent_id: opener },
      ...{ author_name: 'Лена К.', is_official: false, text, status: 'published', created_at: at },
    }
  })
  for (let at = 0; at < COMMENTS; at += 2000) {
    await sql`insert into comments ${sql(whole.slice(at, at + 2000))}`
    const bare = rows.slice(at, at + 2000)
    await sql`insert into bare_comments ${sql(
      bare.map(({ id, text, at: created_at }) => ({ thread: 'one', id, author: 'Лена К.', content: text, created_at })),
    )}`
  }
  await sql`analyze`
}

async function check(comments) {
  const answer = await (await fetch(comments)).json()
  if (answer.items.length !== 50 || !answer.next) throw new Error('not the first page of a long thread')
}

/** In turn, so that all meet the same weather; the median round counts. */
async function compare(what, target, walineTarget, { ours, bare, waline }) {
  const ratios = { bare: [], waline: [] }
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const other = await load(bare)
    const own = await load(ours)
    if (round === 0) ratios.bare = []
    ratios.bare.push(own.requests.average / other.requests.average)
    let line = `${what} ${told(own)}   bare ${told(other)}   ratio ${ratios.bare.at(-1).toFixed(2)}`
    if (waline) {
      const theirs = await load(waline)
      ratios.waline.push(own.requests.average / theirs.requests.average)
      line += `   Waline ${told(theirs)}   ratio ${ratios.waline.at(-1).toFixed(0)}`
    }
    console.log(line)
  }
  console.log(`  median ratio to the bare route ${median(ratios.bare).toFixed(2)} (target: at least ${target})`)
  if (waline) console.log(`  to Waline ${median(ratios.waline).toFixed(0)} (target: at least ${walineTarget})`)
}

/** About as long as people write, and never the same: what many send alike is taken for a flood. */
function opinion() {
  const words = 'скамейки лучше поставить лицом к воде а не дороге смотреть хочется на реку берег фонари деревья'.split(
    ' ',
  )
  return `${Array.from({ length: 14 }, () => words[Math.floor(Math.random() * words.length)]).join(' ')}.`
}

function told({ requests, latency, cpu }) {
  return `${requests.average.toFixed(0)}/s (99 of 100 within ${latency.p99} ms; ${cpu} ms of its process each)`
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
}

async function load({ url, child, body, prepare = () => {}, ...request }) {
  const before = await cpuOf(child)
  const setupRequest = (asked) => {
    prepare(asked)
    return asked
  }
  const result = await autocannon({
    ...{ url, connections: CONNECTIONS, duration: seconds, ...request },
    requests: [{ ...request, body, setupRequest }],
  })
  if (result.non2xx || result.errors) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return { ...result, cpu: (((await cpuOf(child)) - before) / result['2xx']).toFixed(2) }
}

/** How often the database is asked for anything while many read one page. */
async function queriesOf(url) {
  const transactions = async () => {
    // What a connection has done is told when it has been idle for a while.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const [{ count }] = await sql`select (xact_commit + xact_rollback)::int as count, pg_stat_clear_snapshot()
      from pg_stat_database where datname = current_database()`
    return count
  }
  const before = await transactions()
  const { requests } = await autocannon({ url, connections: 256, duration: seconds })
  console.log(
    `256 readers at once: ${requests.average.toFixed(0)}/s, ${(((await transactions()) - before) / requests.total).toFixed(3)} transactions of the database each`,
  )
}

/** Everyone of 5,000 has reacted to each of 200 comments, in three camps, one in seven as nobody would expect. */
async function opinions() {
  const [first] = await sql`select * from discussions where id = ${DISCUSSION}`
  await sql`insert into discussions ${sql({ ...first, id: 'opinions' })}`
  await sql`insert into comments (organization_id, discussion_id, id, is_official, text, status, created_at, agree)
    select ${organization}, 'opinions', gen_random_uuid(), false, 'Statement ' || n, 'published', now(), n
    from generate_series(1, 200) n`
  await sql.begin(async (transaction) => {
    // A million keys need not be looked up.
    await transaction`set local session_replication_role = replica`
    await transaction`insert into comment_reactions (organization_id, discussion_id, comment_id, voter, value, at)
      select ${organization}, 'opinions', id, 'voter ' || v,
        case when random() < 0.15 then -1 else 1 end * case when (agree >> (v % 3)) % 2 = 0 then 1 else -1 end, now()
      from comments, generate_series(1, 5000) v where discussion_id = 'opinions'`
  })
  await sql`analyze`
  const built = (file) => import(new URL(`../../dist/api/${file}`, import.meta.url).href)
  const [{ openDatabase }, { mapDiscussion }] = await Promise.all([
    built('platform/open-database.js'),
    built('discussions/opinions/find.js'),
  ])
  const settings = { DATABASE_URL: server.url, DATABASE_CONNECTIONS: 2, DATABASE_PREPARE: true, VMESTE_DATA: '' }
  const { database, close } = await openDatabase(settings)
  for (let round = 0; round < ROUNDS; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const begun = performance.now()
    await mapDiscussion(database, { organizationId: organization, discussionId: 'opinions' }, new Date())
    const took = performance.now() - begun
    delay.disable()
    console.log(
      `opinions of 5,000 voters on 200 comments: ${took.toFixed(0)} ms (target: under 3,000), others waiting for ${(delay.max / 1e6).toFixed(0)} ms at most`,
    )
  }
  await close()
  const [{ found }] = await sql`select found from discussion_opinions where discussion_id = 'opinions'`
  const sizes = found.groups.map(({ voters }) => voters).join()
  if (sizes !== '1667,1667,1666') throw new Error(`groups of ${sizes}`)
}

/** Readers of the event stream, in a process of their own; comments reach them all. */
async function live(api, base, comments) {
  const before = await memoryOf(api.child)
  const { told, close } = await startReaders(`${base}/events?topic=discussions/${DISCUSSION}`, readers, children)
  await new Promise((resolve) => setTimeout(resolve, 3000))
  const during = await memoryOf(api.child)
  console.log(
    `${readers} live readers: ${((during - before) / readers / 1024).toFixed(1)} KB of memory each (target: under 20)`,
  )
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now()
    const all = told()
    const answer = await fetch(comments, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        'vmeste-device': crypto.randomUUID(),
      },
      body: JSON.stringify({ text: `Сейчас ${round}` }),
    })
    if (!answer.ok) throw new Error(await answer.text())
    await all
    console.log(`  a comment has reached all after ${(performance.now() - begun).toFixed(0)} ms (target: within 2,000)`)
  }
  const after = await memoryOf(api.child)
  console.log(`  after ${ROUNDS} comments: ${((after - before) / readers / 1024).toFixed(1)} KB each`)
  close()
}

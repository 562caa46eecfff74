// `npm run bench:million`: what a register of 1,000,000 appeals costs on a real PostgreSQL. Of the first page of each of
// the desk's queues, of their counts, of searches and of what lies near: the median of the milliseconds the database
// itself needs to plan and execute it, as the role that requests work as, beside the same with 1,000 appeals; and how
// many new appeals a second are received, as the ratio of the two. `--rows N` makes it larger or smaller, `--seconds N`
// sets how long each throughput is measured, `--plans` prints the plans. Nothing here asserts: figures are for people.
//
// The appeals follow New York's service requests where `../shared/data/nyc-311.csv` lies beside the checkout (which
// complaints there are how often, their texts, where they lie), else a handful of made-up ones; spread over three years,
// of which those of the last two weeks are open.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { startPostgres } from '../postgres.mjs'
import { createProcesses, numberOf } from './processes.mjs'
import { unlimited } from './unlimited.mjs'

const FEW = 1000
const ROUNDS = 15
const path = ['ugra', 'hanty-mansiysk']
const organizationId = path.at(-1)
/** Of the staff: has one appeal of a thousand in hand. */
const actor = 'staff:00000000-0000-7000-8000-000000000001'

const many = numberOf('--rows', 1_000_000)
const seconds = numberOf('--seconds', 5)
const showsPlans = process.argv.includes('--plans')

const root = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url))
const built = (file) => import(new URL(`../../dist/api/${file}`, import.meta.url).href)
const [
  { listRows },
  { findSimilar },
  { unmasked },
  { countQueues },
  { queues },
  { appealsQuery },
  { entering },
  { readCsv },
  schema,
] = await Promise.all(
  [
    'appeals/list.js',
    'appeals/find-similar.js',
    'privacy/masking.js',
    'appeals/queues.js',
    'appeals/queue-names.js',
    'appeals/contract.js',
    'platform/isolation.js',
    'import/csv.js',
    'platform/schema.js',
  ].map(built),
)

const server = await startPostgres()
const owner = postgres(server.url, { max: 1, onnotice: () => {} })
const { start, endAll } = createProcesses({})
const databases = []
try {
  const samples = await readSamples()
  const [few, large] = [await register('few', FEW, samples), await register('many', many, samples)]
  console.log(`\nMilliseconds in the database, median of ${ROUNDS}          ${FEW} rows   ${many} rows`)
  for (const [name, ask] of operations(samples)) {
    const [one, other] = [await inDatabase(few, ask), await inDatabase(large, ask)]
    console.log(
      `${name.padEnd(52)} ${one.milliseconds.toFixed(1).padStart(8)} ${other.milliseconds.toFixed(1).padStart(12)}`,
    )
    if (showsPlans) console.log(`${other.plans.join('\n')}\n`)
  }
  const [before, after] = [await serve(few.url), await serve(large.url)]
  const times = []
  for (let round = 0; round < 3; round++) times.push((await rate(before)) / (await rate(after)))
  times.sort((one, other) => one - other)
  console.log(
    `\nReceiving an appeal takes ${times[1].toFixed(2)} times as long (${times.map((time) => time.toFixed(2)).join(' ')})`,
  )
} finally {
  await endAll()
  for (const { name, client } of databases) {
    await client.end()
    await owner.unsafe(`drop database if exists ${name} with (force)`)
  }
  await owner.end()
  await server.stop()
}

/** What the desk asks of the database. */
function operations(samples) {
  const looker = { actor, now: new Date(), timeZone: 'Asia/Yekaterinburg' }
  const list = (query) => (database, index) =>
    listRows(database, { organizationId, query: appealsQuery.parse({ limit: 40, ...query }), index, looker })
  const { latitude, longitude } = samples.find(({ latitude }) => latitude !== null)
  const { category, text: description, address } = samples.find(({ address }) => address !== null)
  const similar = (place) => (database, index) =>
    findSimilar(database, {
      organizationId,
      query: { category, description, place },
      only: ['registered', 'assigned', 'in_progress', 'waiting', 'drafted', 'disputed', 'closed'],
      index,
      masking: unmasked,
      now: looker.now,
    })
  return [
    ['all, the newest first', list({})],
    ['open, the first due first', list({ status: 'open', sort: 'deadline' })],
    ...queues.map((queue) => [`queue ${queue}`, list({ queue, sort: 'deadline' })]),
    ['the counts of all queues', (database) => countQueues(database, { organizationId, ...looker })],
    ['search of a common word', list({ q: 'street' })],
    ['search of two words', list({ q: 'pothole avenue' })],
    ['search of a rare word, in one queue', list({ q: 'raccoon', queue: 'unassigned', sort: 'deadline' })],
    ['search of a number', list({ q: '777' })],
    ['within 200 m of a point', list({ near: `${latitude},${longitude}`, radius: 200 })],
    ['similar open ones, near a point', similar({ latitude, longitude })],
    ['similar open ones, at an address', similar({ address })],
    ['similar open ones, by words alone', similar(undefined)],
  ]
}

/** Runs it once to learn its statements, then has each explained: those of the request as its role, the others as the owner. */
async function inDatabase({ client }, ask) {
  const statements = []
  const recording = (isOwner) =>
    drizzle(client, {
      schema,
      casing: 'snake_case',
      logger: { logQuery: (text, parameters) => statements.push({ text, parameters, isOwner }) },
    })
  await ask(recording(false), recording(true))
  let plans = []
  const times = []
  for (let round = 0; round < ROUNDS; round++) {
    plans = []
    let milliseconds = 0
    for (const { text, parameters, isOwner } of statements) {
      const plan = await client.begin(async (transaction) => {
        if (!isOwner) await transaction.unsafe(entering(path))
        return (await transaction.unsafe(`explain (analyze) ${text}`, parameters)).map((row) => row['QUERY PLAN'])
      })
      plans.push(...plan)
      for (const line of plan) milliseconds += Number(/^(?:Planning|Execution) Time: ([\d.]+) ms/.exec(line)?.[1] ?? 0)
    }
    times.push(milliseconds)
  }
  times.sort((one, other) => one - other)
  return { milliseconds: times[Math.floor(ROUNDS / 2)], plans }
}

/** A database of its own with the demo's organizations and so many appeals of one of them. */
async function register(name, rows, samples) {
  const database = `vmeste_bench_${name}`
  await owner.unsafe(`drop database if exists ${database} with (force)`)
  await owner.unsafe(`create database ${database}`)
  const url = Object.assign(new URL(server.url), { pathname: `/${database}` }).href
  const client = postgres(url, { max: 1, onnotice: () => {} })
  databases.push({ name: database, client })
  const demo = await start(url)
  await ended(demo.child)
  await unlimited({ ...process.env, DATABASE_URL: url })
  await generate(client, rows, samples)
  return { url, client }
}

async function generate(client, rows, samples) {
  await client`create temporary table samples as
    select ordinal::int - 1 as n, sample->>'category' as category, sample->>'text' as text, sample->>'address' as address,
      (sample->>'latitude')::float8 as latitude, (sample->>'longitude')::float8 as longitude
    from jsonb_array_elements(${client.json(samples)}) with ordinality as s (sample, ordinal)`
  // Knuth's multiplicative hash: spread without a pattern, and the same in each run.
  await client.unsafe(`
    create temporary table generated as
    with numbered as (
      select n, (n::bigint * 2654435761) % 4294967296 / 4294967296.0 as spread, (n::bigint * 40503) % 65536 / 65536.0 as other
      from generate_series(1, ${rows}) as n
    ), aged as (
      select n, spread, other, now() - interval '1095 days' * (1 - n / ${rows}.0) as received from numbered
    )
    select aged.n as number,
      (lpad(to_hex((extract(epoch from received) * 1000)::bigint), 12, '0')
        || '7' || substr(md5(aged.n::text), 1, 3) || '8' || substr(md5(aged.n::text), 4, 15))::uuid as id,
      s.category, s.text || ' ' || f.text as description, s.address,
      s.latitude + (spread - 0.5) / 50 as latitude, s.longitude + (other - 0.5) / 50 as longitude,
      received, spread, other, received > now() - interval '14 days' as is_open
    from aged
    join samples s on s.n = floor(spread * ${samples.length})::int
    join samples f on f.n = floor(other * ${samples.length})::int`)
  await client.unsafe(`
    insert into appeals (organization_id, id, number, category_code, category_names, kind, description, answers, language,
      address, latitude, longitude, visibility, source, status, version, responsible, assignee, assignee_name, answer,
      deadline, deadline_days, deadline_unit, received_at, answered_at, closed_at, rating_score)
    select '${organizationId}', id, number + 100000, category, jsonb_build_object('en', category), 'message',
      description, '{}', 'en', address, latitude, longitude, 'public', 'import',
      case when is_open then (array['received', 'registered', 'assigned', 'in_progress', 'waiting', 'drafted'])[1 + floor(other * 6)::int]
        when other < 0.02 then 'declined' when other < 0.03 then 'disputed' else 'closed' end,
      3, null, case when is_open and other < 0.3 then '${actor}' end, case when is_open and other < 0.3 then 'Anna' end,
      case when not is_open then 'Done.' end, received + interval '10 days', 10, 'calendar_day', received,
      case when not is_open then received + interval '4 days' end, case when not is_open then received + interval '5 days' end,
      case when not is_open and spread < 0.3 then 1 + floor(other * 5)::int end
    from generated order by number`)
  await client.unsafe(`
    insert into appeal_events (organization_id, appeal_id, sequence, type, actor, at, data)
    select '${organizationId}', id, 1, 'received', 'resident', received, '{}' from generated order by number`)
  await client.unsafe('drop table generated; drop table samples')
  await client.unsafe(
    `update appeal_counters set last = last + 100000 + ${rows} where organization_id = '${organizationId}'`,
  )
  await client.unsafe('vacuum analyze')
}

async function readSamples() {
  const text = await readFile(root('../shared/data/nyc-311.csv'), 'utf8').catch(() => undefined)
  if (!text)
    return ['Pothole', 'Street light', 'Noise', 'Garbage', 'Raccoon'].map((word, index) => ({
      category: word.toLowerCase().replace(' ', '-'),
      text: `${word} on our street, by house ${index}: reported twice already.`,
      address: `${index} Main Avenue`,
      latitude: 61 + index / 100,
      longitude: 69 + index / 100,
    }))
  const rows = []
  let names
  for await (const row of readCsv([text], ',')) {
    if (!('fields' in row)) throw new Error(`line ${row.line}: ${row.cause}`)
    if (names) rows.push(Object.fromEntries(names.map((name, index) => [name, row.fields[index]])))
    else names = row.fields
  }
  return rows.map((row) => ({
    category: row.complaint_type
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    text: `${row.complaint_type}: ${row.descriptor}. ${row.resolution_description}`,
    address: row.incident_address || row.intersection_street_1 || null,
    latitude: row.latitude ? Number(row.latitude) : null,
    longitude: row.longitude ? Number(row.longitude) : null,
  }))
}

/** New appeals a second. */
async function rate({ address, body }) {
  const { requests, non2xx, errors } = await autocannon({
    url: `${address}/v1/organizations/${organizationId}/appeals`,
    connections: 8,
    duration: seconds,
    method: 'POST',
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        setupRequest: (request) => {
          request.headers['idempotency-key'] = crypto.randomUUID()
          return request
        },
      },
    ],
  })
  if (non2xx || errors) throw new Error(`${non2xx} refused, ${errors} failed: the rate means nothing`)
  return requests.average
}

async function serve(url) {
  const { url: address } = await start(['api/cli/vmeste.mjs', 'serve', '--demo'], {
    environment: { DATABASE_URL: url },
  })
  const { groups } = await (await fetch(`${address}/v1/organizations/${organizationId}/categories`)).json()
  const { code } = groups
    .flatMap(({ categories }) => categories)
    .find(
      ({ place, contact, questions }) =>
        place !== 'required' && !Object.values(contact).includes('required') && questions.length === 0,
    )
  const description = 'The street lamp by house 5 has been dark for a week.'
  return { address, body: JSON.stringify({ category: code, description, consent: true }) }
}

// `npm run bench`: requests a second of the API's main operations on a real PostgreSQL, each as a ratio to a bare Hono
// route or a bare one-row insert measured in turn with it in the same run, and the memory of the idle server.
// `--seconds N` sets how long each measurement lasts. Nothing here asserts: figures are for people.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { freePort, startPostgres } from '../postgres.mjs'
import { unlimited } from './unlimited.mjs'

const option = process.argv.indexOf('--seconds')
const seconds = option > 0 ? Number(process.argv[option + 1]) : 5
const rounds = 3
const organization = 'hanty-mansiysk'

const postgres = await startPostgres()
const [apiPort, barePort] = [await freePort(), await freePort()]
const environment = { ...process.env, DATABASE_URL: postgres.url, HOST: '127.0.0.1', LOG_LEVEL: 'error' }
let server = start('api/cli/vmeste.mjs', ['serve', '--demo'], apiPort)
const bare = start('test/bench/bare.mjs', [], barePort)
const api = `http://127.0.0.1:${apiPort}/v1/organizations/${organization}`
const bareUrl = `http://127.0.0.1:${barePort}`
try {
  await ready(`http://127.0.0.1:${apiPort}/readyz`)
  await ready(`${bareUrl}/read`)
  // Measured as it runs from day to day, not as it left after making the demo.
  await ended(server)
  await unlimited(environment)
  server = start('api/cli/vmeste.mjs', ['serve', '--demo'], apiPort)
  await ready(`http://127.0.0.1:${apiPort}/readyz`)
  await new Promise((resolve) => setTimeout(resolve, 3000))
  console.log(`Idle server on PostgreSQL: ${await residentMegabytes(server.pid)} MB resident (target: under 120)\n`)
  for (const [name, ours, theirs] of await operations()) await compare(name, ours, theirs)
  console.log(`\nAfter the load: ${await residentMegabytes(server.pid)} MB resident`)
} finally {
  await Promise.all([ended(server), ended(bare)])
  await postgres.stop()
}

async function operations() {
  const get = async (path) => (await fetch(api + path)).json()
  const poll = (await get('/polls')).items.find(({ status }) => status === 'open')
  const discussion = (await get('/discussions')).items[0]
  const comments = `/discussions/${discussion.id}/comments`
  for (let index = 0; index < 200; index++)
    await send(comments, { text: `Comment ${index}: the crossing needs a traffic light.` })
  const category = (await get('/categories')).groups
    .flatMap(({ categories }) => categories)
    .find(
      ({ place, contact, questions }) =>
        place !== 'required' && !Object.values(contact).includes('required') && questions.length === 0,
    )
  const answers = Object.fromEntries(
    poll.questions.map(({ id, type, options }) => [id, type === 'single' ? options[0].id : [options[0].id]]),
  )
  const appeal = {
    category: category.code,
    description: 'The street lamp by house 5 has been dark for a week.',
    consent: true,
  }
  const read = { url: `${bareUrl}/read` }
  const insert = (body) => ({ ...post('', body), url: `${bareUrl}/insert` })
  return [
    ['read a poll', { url: `${api}/polls/${poll.id}` }, read],
    ['list 50 comments', { url: `${api}${comments}?limit=50` }, read],
    ['post a ballot', post(`/polls/${poll.id}/ballots`, { answers }, true), insert({ text: JSON.stringify(answers) })],
    ['post an appeal', post('/appeals', appeal), insert({ text: appeal.description })],
  ]
}

/** In turn, so that both meet the same weather; the median round counts. */
async function compare(name, ours, theirs) {
  const rates = { ours: [], theirs: [] }
  for (let round = 0; round < rounds; round++) {
    rates.ours.push(await rate(ours))
    rates.theirs.push(await rate(theirs))
  }
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
  const [a, b] = [median(rates.ours), median(rates.theirs)]
  const bareName = theirs.method === 'POST' ? 'bare one-row insert' : 'bare route'
  console.log(
    `${name.padEnd(18)} ${a.toFixed(0).padStart(6)}/s   ${bareName} ${b.toFixed(0).padStart(6)}/s   ratio ${(a / b).toFixed(2)}`,
  )
}

async function rate(request) {
  const { requests, non2xx, errors } = await autocannon({ connections: 16, duration: seconds, ...request })
  if (non2xx || errors)
    throw new Error(`${request.url}: ${non2xx} refused, ${errors} failed: the rate would mean nothing`)
  return requests.average
}

/** A POST with its own idempotency key, and its own device where each must be another voter's. */
function post(path, body, newDevice = false) {
  const setupRequest = (request) => {
    request.headers['idempotency-key'] = crypto.randomUUID()
    if (newDevice) request.headers['vmeste-device'] = crypto.randomUUID()
    return request
  }
  const headers = { 'content-type': 'application/json' }
  return {
    url: api + path,
    method: 'POST',
    requests: [{ method: 'POST', headers, body: JSON.stringify(body), setupRequest }],
  }
}

async function send(path, body) {
  const answer = await fetch(api + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

function start(script, parameters, port) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  return spawn(process.execPath, [script, ...parameters], {
    cwd: root,
    env: { ...environment, PORT: port },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function ended(child) {
  if (child.exitCode !== null) return
  child.kill()
  return new Promise((resolve) => child.once('exit', resolve))
}

async function ready(url) {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`${url} never answered`)
}

/** Linux only: elsewhere it says so. */
async function residentMegabytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes ? Math.round(kilobytes / 1024) : 'unknown'
}

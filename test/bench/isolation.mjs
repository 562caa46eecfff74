// `npm run bench:isolation`: what keeping organizations apart in the database (row-level security) and counting who
// writes how often cost a ballot and a list of comments, as the throughput with them beside that of the same server
// without, measured in turn in one run on a real PostgreSQL. `--seconds N` sets how long each measurement lasts. Nothing here asserts: figures are for people.
import autocannon from 'autocannon'
import { startPostgres } from '../postgres.mjs'
import { createProcesses, ended, numberOf } from './processes.mjs'
import { unlimited } from './unlimited.mjs'

const organization = 'hanty-mansiysk'
const ROUNDS = 5

if (process.argv[2] === 'serve') await serve(process.argv[3])
else await measure()

/** The server as it is, or (`open`) with requests that work as the owner of the tables and are not counted. */
async function serve(mode) {
  const built = (path) => import(new URL(`../../dist/api/${path}`, import.meta.url).href)
  const [{ startServer }, { openDatabase }, { readSettings }, { createLog }] = await Promise.all(
    ['main.js', 'platform/open-database.js', 'platform/settings.js', 'platform/logging.js'].map(built),
  )
  const settings = readSettings({ ...process.env, VMESTE_LIMITS: mode === 'open' ? 'off' : 'on', VMESTE_READS: '0' })
  await startServer({
    settings,
    log: createLog(settings),
    openDatabase: async () => {
      const connection = await openDatabase(settings)
      if (mode === 'open') connection.database.within = () => connection.database
      return connection
    },
  })
}

async function measure() {
  const seconds = numberOf('--seconds', 5)
  const postgres = await startPostgres()
  const environment = { ...process.env, DATABASE_URL: postgres.url, HOST: '127.0.0.1', LOG_LEVEL: 'error' }
  const { start, endAll } = createProcesses(environment)
  const side = async (mode) => {
    const { url } = await start(['test/bench/isolation.mjs', 'serve', mode])
    return { url: `${url}/v1/organizations/${organization}` }
  }
  try {
    const demo = await start(['api/cli/vmeste.mjs', 'serve', '--demo'])
    await ended(demo.child)
    await unlimited(environment)
    const guarded = await side('guarded')
    const open = await side('open')
    const { poll, comments } = await prepare(open.url)
    const operations = {
      'post a ballot': (url) => ({ url: url + poll.path, ...ballot(poll.answers) }),
      'list 50 comments': (url) => ({ url: `${url}${comments}?limit=50` }),
    }
    for (const [name, request] of Object.entries(operations)) {
      const ratios = []
      for (let round = 0; round < ROUNDS; round++) {
        const one = await rate(request(guarded.url), seconds)
        ratios.push(one / (await rate(request(open.url), seconds)))
      }
      ratios.sort((one, other) => one - other)
      const said = ratios.map((ratio) => ratio.toFixed(2)).join(' ')
      console.log(`${name.padEnd(18)} with / without: median ${ratios[Math.floor(ROUNDS / 2)].toFixed(2)}   (${said})`)
    }
  } finally {
    await endAll()
    await postgres.stop()
  }
}

async function prepare(url) {
  const get = async (path) => (await fetch(url + path)).json()
  const poll = (await get('/polls')).items.find(({ status }) => status === 'open')
  const { id } = (await get('/discussions')).items[0]
  // So that a page of the list is full.
  for (let index = 0; index < 200; index++) await say(`${url}/discussions/${id}/comments`, index)
  const answers = Object.fromEntries(
    poll.questions.map(({ id, type, options }) => [id, type === 'single' ? options[0].id : [options[0].id]]),
  )
  return { poll: { path: `/polls/${poll.id}/ballots`, answers }, comments: `/discussions/${id}/comments` }
}

function ballot(answers) {
  return {
    method: 'POST',
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ answers }),
        setupRequest: (request) => {
          request.headers['idempotency-key'] = crypto.randomUUID()
          request.headers['vmeste-device'] = crypto.randomUUID()
          return request
        },
      },
    ],
  }
}

async function say(url, index) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `Comment ${index}: the crossing needs a traffic light.` }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

async function rate(request, seconds) {
  const { requests, non2xx, errors } = await autocannon({ connections: 16, duration: seconds, ...request })
  if (non2xx || errors) throw new Error(`${request.url}: ${non2xx} refused, ${errors} failed: the rate means nothing`)
  return requests.average
}

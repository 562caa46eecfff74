// `node test/bench/opinions.mjs [voters] [statements]`: groups of opinion alone, of votes made up here, without a database: how long
// it takes and how long others wait meanwhile. For `node --cpu-prof`; `npm run bench:discussions` has the whole.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { findOpinions } from '../../dist/api/discussions/opinions/groups.js'

const [voters = 5000, statements = 200] = process.argv.slice(2).map(Number)
/** The same each time (mulberry32). */
let seed = 1
function random() {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
/** In three camps, one vote in seven as nobody would expect. */
const ballots = Array.from({ length: voters }, (_, voter) => ({
  statements: Int32Array.from({ length: statements }, (_, statement) => statement),
  values: Int8Array.from({ length: statements }, (_, statement) =>
    random() < 0.15 === (((statement + 1) >> (voter % 3)) % 2 === 0) ? -1 : 1,
  ),
}))
for (let round = 0; round < 5; round++) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const begun = performance.now()
  const { groups, shared } = await findOpinions(
    ballots,
    statements,
    () => new Promise((resolve) => setTimeout(resolve)),
  )
  const took = performance.now() - begun
  delay.disable()
  const found = `groups of ${groups.map((group) => group.voters).join(', ')}; ${shared.length} shared`
  console.log(
    `${voters} voters, ${statements} statements: ${took.toFixed(0)} ms, others waiting for ${(delay.max / 1e6).toFixed(0)} ms at most; ${found}`,
  )
}

import { sql } from 'drizzle-orm'
import { v4 as randomUuid, v7 as uuid } from 'uuid'
import { newCampaignSchema } from '../campaigns/contract.js'
import { campaigns } from '../campaigns/tables.js'
import { calendarDays } from '../classifier/tables.js'
import { commentFlags, commentReactions, comments, discussions } from '../discussions/tables.js'
import { createKey } from '../identity/keys.js'
import { importClassifier } from '../import/classifier.js'
import { organizations } from '../organizations/tables.js'
import { randomSecret } from '../platform/crypto.js'
import type { Database, Transaction } from '../platform/database.js'
import type { Sealing } from '../platform/sealing.js'
import { beginCount } from '../polls/count/fold.js'
import type { Answers, QuestionDefinition } from '../polls/questions.js'
import { sealOf } from '../polls/recount/seal.js'
import { ballots, polls, pollVoters } from '../polls/tables.js'
import { type PrivateAccess, seedAppeals } from './appeals.js'
import { holidays } from './calendar.js'
import { demoCampaigns } from './campaigns.js'
import { demoClassifier } from './classifier.js'
import { demoCamps, demoComments, demoDiscussion, demoStatements } from './discussion.js'
import { demoOrganizations } from './organizations.js'
import { demoPolls } from './polls.js'

const REGION = 'ugra'
export const TOWN = 'hanty-mansiysk'
/** Milliseconds. */
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Any number that no other lock of ours has. */
const SEED_LOCK = 872_463_017

/** Told only when the demo is made: of a secret nothing but a hash is kept. */
export interface SeededDemo {
  /** An appeal that is answered and waits for its rating. */
  appeal: PrivateAccess | undefined
}

/**
 * Fills an empty database with a region and its towns, all or nothing. A database that holds any organization is left
 * alone; of several processes that start at once, one fills it.
 */
export function seedDemo(
  database: Database,
  { sealing, secret }: { sealing: Sealing; secret: string },
  now: Date,
  onBegin: () => void,
): Promise<SeededDemo | undefined> {
  return database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`)
    const [known] = await transaction.select({ id: organizations.id }).from(organizations).limit(1)
    if (known) return undefined
    onBegin()
    await transaction.insert(organizations).values(demoOrganizations.map((row) => ({ ...row, createdAt: now })))
    await transaction
      .insert(calendarDays)
      .values(holidays.map((date) => ({ organizationId: REGION, date, isWorking: false })))
    await importClassifier(transaction, { organizationId: REGION, entries: demoClassifier, validFrom: '2026-01-01' })
    await seedCampaigns(transaction, now)
    await seedPolls(transaction, secret, now)
    await seedDiscussion(transaction, now)
    return { appeal: await seedAppeals(transaction, sealing, now) }
  })
}

/** A key for the desk of the demo, made at each start since a key can be read only once; none where the demo is not. */
export async function mintDemoKey(database: Database, now: Date): Promise<string | undefined> {
  const known = await database.select({ id: organizations.id }).from(organizations)
  if (!known.some(({ id }) => id === TOWN)) return undefined
  return createKey(database, {
    organizationId: TOWN,
    role: 'coordinator',
    name: 'demo desk',
    createdAt: now,
    expiresAt: new Date(now.getTime() + 7 * DAY),
  })
}

async function seedCampaigns(transaction: Transaction, now: Date): Promise<void> {
  const day = (days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10)
  for (const { id, opens, closes, ...said } of demoCampaigns) {
    const campaign = newCampaignSchema.parse({ ...said, opensOn: day(opens), closesOn: day(closes) })
    await transaction.insert(campaigns).values({ ...campaign, organizationId: REGION, id, createdAt: now })
  }
}

/** Polls open and close on the hour, as people would have them. */
const fullHour = (now: Date, hours: number) => new Date(Math.floor(now.getTime() / HOUR + hours) * HOUR)

async function seedPolls(transaction: Transaction, secret: string, now: Date): Promise<void> {
  for (const { opens, closes, votes, ballots: whole = [], ...poll } of demoPolls) {
    const made = { ...poll, organizationId: TOWN, opensAt: fullHour(now, opens), closesAt: fullHour(now, closes) }
    const rows = await transaction.insert(polls).values(made).returning()
    const cast = [
      ...castBallots(votes, poll.questions),
      ...whole.flatMap(([count, answers]) => Array<Answers>(count).fill(answers)),
    ]
    const key = { organizationId: TOWN, pollId: poll.id }
    const sealed = cast.map(async (answers) => {
      const id = randomUuid()
      return { ...key, id, answers, seal: await sealOf(secret, { ...key, id: key.pollId }, { receipt: id, answers }) }
    })
    await transaction.insert(ballots).values(await Promise.all(sealed))
    await transaction.insert(pollVoters).values(cast.map(() => ({ ...key, voter: randomSecret() })))
    for (const row of rows) await beginCount(transaction, row)
  }
}

/** As many ballots as the first question has answers, whose count is the one wanted. */
function castBallots(
  votes: Record<string, Record<string, number>>,
  questions: readonly QuestionDefinition[],
): Answers[] {
  const dealt = Object.entries(votes).map(([id, counts]) => ({
    id,
    isMultiple: questions.some((question) => question.id === id && question.type === 'multiple'),
    choices: Object.entries(counts).flatMap(([option, count]) => Array<string>(count).fill(option)),
  }))
  const voters = dealt[0]?.choices.length ?? 0
  return Array.from({ length: voters }, (_, voter) =>
    Object.fromEntries(
      dealt.flatMap(({ id, isMultiple, choices }): [string, string | string[]][] => {
        // Dealt like cards: one option's lie side by side, and so go to different voters.
        const chosen = choices.filter((_choice, index) => index % voters === voter)
        const [first] = chosen
        return first === undefined ? [] : [[id, isMultiple ? chosen : first]]
      }),
    ),
  )
}

async function seedDiscussion(transaction: Transaction, now: Date): Promise<void> {
  const after = (hours: number) => new Date(now.getTime() + hours * HOUR)
  const { opens, closes, ...discussion } = demoDiscussion
  await transaction
    .insert(discussions)
    .values({ ...discussion, organizationId: TOWN, opensAt: fullHour(now, opens), closesAt: fullHour(now, closes) })
  const written = new Map<string, typeof comments.$inferInsert>()
  const flags: (typeof commentFlags.$inferInsert)[] = []
  for (const { id, to, author, isOfficial = false, text, ago, waits, flags: said = [] } of demoComments) {
    const createdAt = after(-ago)
    const parent = to === undefined ? undefined : written.get(to)
    const key = { organizationId: TOWN, discussionId: discussion.id }
    const commentId = uuid({ msecs: createdAt.getTime() })
    for (const [index, flag] of said.entries())
      flags.push({ ...key, commentId, ...flag, flagger: `reader ${index}`, at: after(-ago / 2) })
    written.set(id, {
      ...key,
      id: commentId,
      rootId: parent ? (parent.rootId ?? parent.id) : null,
      parentId: parent?.id ?? null,
      authorName: isOfficial ? null : (author ?? null),
      isOfficial,
      text,
      status: waits ? 'waiting' : 'published',
      findings: waits ?? null,
      createdAt,
    })
  }
  await transaction.insert(comments).values([...written.values()])
  await seedStatements(transaction, { organizationId: TOWN, discussionId: discussion.id }, after)
  await transaction.insert(commentFlags).values(flags)
}

/** Statements and what residents think of them: enough for groups of opinion to be told. */
async function seedStatements(
  transaction: Transaction,
  key: { organizationId: string; discussionId: string },
  after: (hours: number) => Date,
) {
  const values: Record<string, number> = { '+': 1, '-': -1, '0': 0 }
  const voters = demoCamps.flatMap((count, camp) => Array<number>(count).fill(camp))
  const reactions: (typeof commentReactions.$inferInsert)[] = []
  const rows = demoStatements.map(([text, votes], index): typeof comments.$inferInsert => {
    const createdAt = after(-150 + index)
    const id = uuid({ msecs: createdAt.getTime() })
    const counts = { '1': 0, '-1': 0, '0': 0 }
    for (const [voter, camp] of voters.entries()) {
      const usual = values[votes[camp] ?? '0'] ?? 0
      const value = (voter * 5 + index * 3) % 8 === 0 ? ((usual + 2) % 3) - 1 : usual
      counts[`${value as 1 | -1 | 0}`]++
      reactions.push({ ...key, commentId: id, voter: `resident ${voter}`, value, at: after(-24) })
    }
    const counted = { agree: counts['1'], disagree: counts['-1'], unsure: counts['0'] }
    // Every other one is the organization's own.
    const isOfficial = index % 2 === 0
    return { ...key, ...counted, id, isOfficial, isStatement: true, text, status: 'published', createdAt }
  })
  await transaction.insert(comments).values(rows)
  await transaction.insert(commentReactions).values(reactions)
}

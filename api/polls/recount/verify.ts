import { z } from 'zod'
import { canonical } from '../../platform/canonical.js'
import { createTally } from '../tally.js'
import { hashOfPage, type PublishedAnswers, type SignedStatement, type Statement } from './record.js'
import { isSigned } from './signing.js'

export interface Verdict {
  statement: Statement | undefined
  /** What does not add up, a sentence each; empty where all does. */
  faults: string[]
}

/** As far as it must be so to be looked at at all: the rest is held by the signature. */
const signedStatement = z.object({
  statement: z.looseObject({
    version: z.literal(1),
    organization: z.string(),
    poll: z.string(),
    questions: z.array(z.looseObject({ id: z.string(), type: z.string() })),
    ballots: z.int(),
    answers: z.object({ pages: z.array(z.string()) }),
    receipts: z.object({ pages: z.array(z.string()) }),
    sheets: z.object({ pages: z.array(z.string()) }).optional(),
    voters: z.int(),
    unsealed: z.int(),
    results: z.looseObject({ ballots: z.int() }),
  }),
  signature: z.string(),
  publicKey: z.string(),
})

/**
 * Counts a poll again from its record, trusting nothing but the key.
 * @param lines of the record. @param given.publicKey what the organization publishes: without it the record vouches for
 * itself alone. @param given.poll which one is meant, `organization/poll`. @param given.receipts of voters who want to know that they are in the count.
 */
export async function verifyRecord(
  lines: AsyncIterable<string> | Iterable<string>,
  given: { publicKey?: string | undefined; poll?: string | undefined; receipts?: readonly string[] } = {},
): Promise<Verdict> {
  const faults: string[] = []
  const pages: Record<'answers' | 'receipts' | 'sheets', string[]> = { answers: [], receipts: [], sheets: [] }
  const missing = new Set(given.receipts)
  let signed: SignedStatement | undefined
  let tally: Awaited<ReturnType<typeof createTally>> | undefined
  let receipts = 0
  const sheets = new Set<string>()
  let last = ''
  for await (const line of lines) {
    if (line.trim() === '') continue
    const row = parse(line)
    if (!signed) {
      const read = signedStatement.safeParse(row)
      if (!read.success) return { statement: undefined, faults: ['This is not the record of a poll.'] }
      signed = read.data as unknown as SignedStatement
      tally = await createTally(signed.statement.questions)
    } else if (Array.isArray(row?.answers)) {
      pages.answers.push(await hashOfPage(line))
      for (const { question, answer, count } of row.answers as PublishedAnswers[])
        tally?.add({ [question]: answer }, count)
    } else if (Array.isArray(row?.receipts)) {
      pages.receipts.push(await hashOfPage(line))
      for (const receipt of row.receipts as string[]) {
        receipts += 1
        if (receipt <= last) faults.push(`The receipt ${receipt} is there twice, or out of its order.`)
        last = receipt
        missing.delete(receipt)
      }
    } else if (Array.isArray(row?.sheets)) {
      pages.sheets.push(await hashOfPage(line))
      for (const sheet of row.sheets as string[]) {
        if (sheets.has(sheet)) faults.push(`The sheet ${sheet} is there twice.`)
        sheets.add(sheet)
      }
    } else faults.push('A line is neither ballots nor receipts nor sheets.')
  }
  if (!signed || !tally) return { statement: undefined, faults: ['This is not the record of a poll.'] }

  const { statement, publicKey } = signed
  if (!(await isSigned(signed))) faults.push('The statement is not what was signed.')
  if (given.publicKey !== undefined && given.publicKey !== publicKey)
    faults.push('It is signed by another key than the organization publishes.')
  const named = `${statement.organization}/${statement.poll}`
  if (given.poll !== undefined && given.poll !== named)
    faults.push(`This is the record of ${named}, not of ${given.poll}.`)
  for (const kind of ['answers', 'receipts', 'sheets'] as const)
    if (canonical(pages[kind]) !== canonical(statement[kind]?.pages ?? []))
      faults.push(`The ${kind} are not those that were signed.`)
  const voters = sheets.size > 0 ? 'voters on the roll and sheets of paper' : 'voters on the roll'
  const numbers = { receipts, [voters]: statement.voters + sheets.size }
  for (const [what, number] of Object.entries(numbers))
    if (number !== statement.ballots)
      faults.push(`There are ${number} ${what}, and ${statement.ballots} ballots were signed for.`)
  if (statement.unsealed > 0)
    faults.push(
      `${statement.unsealed} ballots bear no seal of this installation: they were changed or added in the database while the poll was open, or cast before there were seals.`,
    )
  // Each question is counted by itself: how many voted is told by their receipts.
  if (canonical({ ...tally.result(), ballots: receipts }) !== canonical(statement.results))
    faults.push('Counted again, the ballots give other results than were signed.')
  for (const receipt of missing) faults.push(`The receipt ${receipt} is not among those counted.`)
  return { statement, faults }
}

function parse(line: string) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

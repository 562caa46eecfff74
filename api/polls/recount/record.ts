import { canonical } from '../../platform/canonical.js'
import { sha256 } from '../../platform/crypto.js'
import type { PollResults } from '../contract.js'
import type { PollDefinition } from '../definition.js'
import type { PollGroups } from '../groups-contract.js'
import type { Answer, QuestionDefinition } from '../questions.js'

/** Ballots, or receipts, on one page. */
export const ON_A_PAGE = 5_000

/**
 * What an organization signs when a poll is closed. Everything that decides the outcome is in it, or named by its hash:
 * `pages` are the SHA-256 (base64url, of the length of the text in four bytes and the text) of the lines that follow it.
 */
export interface Statement {
  version: 1
  organization: string
  poll: string
  titles: Record<string, string>
  questions: QuestionDefinition[]
  /** Who might vote, where that was more than one person once; and whether it was checked. */
  eligibility?: PollDefinition['eligibility']
  /** RFC 3339. */
  opensAt: string
  closedAt: string
  /** How many stand on the roll of those who voted. */
  voters: number
  ballots: number
  answers: { pages: string[] }
  receipts: { pages: string[] }
  /** The numbers of the sheets of paper in the count, of a poll that takes them; which ballot is whose is known to nobody. */
  sheets?: { pages: string[] }
  /** How many sheets are not in the count since no second person had entered them, where one is wanted. */
  unconfirmed?: number
  /** Ballots without the seal they are put in the box with: changed or added by someone who had the database alone, or from before there were seals. */
  unsealed: number
  results: Omit<PollResults, 'poll'>
  /** Told by what voters say of themselves. Not to be counted again: that would take whole ballots, which nobody is to see. */
  groups?: PollGroups['items']
}

/** The first line of a record. */
export interface SignedStatement {
  statement: Statement
  /** Ed25519 (RFC 8032) over the statement as canonical JSON (RFC 8785), base64url. */
  signature: string
  publicKey: string
}

/** So many ballots answer a question alike. */
export interface PublishedAnswers {
  question: string
  answer: Answer
  count: number
}

/** The lines of the answers, alike ones together and in the order of their text: that of voting is not in them. @param counts by `{"answer":…,"question":…}` */
export function* answerPages(counts: ReadonlyMap<string, number>): Generator<string> {
  const texts = [...counts.keys()].sort()
  for (let start = 0; start < texts.length; start += ON_A_PAGE) {
    const rows = texts
      .slice(start, start + ON_A_PAGE)
      .map((text) => `${text.slice(0, -1)},"count":${counts.get(text)}}`)
    yield `{"answers":[${rows.join()}]}`
  }
}

/** The lines of the receipts, in their order. */
export const receiptPage = (receipts: readonly string[]): string => canonical({ receipts })

/** The lines of the sheets of paper, by their numbers. */
export const sheetPage = (sheets: readonly string[]): string => canonical({ sheets })

export const hashOfPage = (line: string): Promise<string> => sha256(line)

export const signedText = (statement: Statement): Uint8Array => new TextEncoder().encode(canonical(statement))

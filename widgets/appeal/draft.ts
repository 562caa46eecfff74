import { createAppeal, type NewAppeal } from '../../sdk/appeals.js'
import { ProblemError } from '../../sdk/problems.js'
import type { Transport } from '../../sdk/transport.js'
import type { Step, Values } from './fields.js'
import type { Receipt } from './receipt.js'

/** What this device keeps of an appeal until it is received; its files are kept beside it. */
export interface Draft {
  step?: Step
  /** The code of the category chosen. */
  category?: string
  values: Values
  /** The Idempotency-Key it is sent by. */
  key?: string | undefined
  /** When that was first used, in milliseconds. */
  sentAt?: number | undefined
  /** To be sent as soon as there is a connection. */
  isWaiting?: boolean
  /** With so many files: without them it is not what the resident meant. */
  files?: number
  /** What was sent without an answer: any of these may have been received. */
  unanswered?: NewAppeal[]
}

/** Milliseconds. The API knows a key for two days; later, only the resident sends again. */
const KEY_LASTS = 40 * 3_600_000

export const isToBeSent = ({ isWaiting, files, sentAt = 0 }: Draft, filesThere: number) =>
  isWaiting && files === filesThere && Date.now() - sentAt < KEY_LASTS

/** The API looked at it, and does not want it so. */
export const isRefusal = (error: unknown): error is ProblemError => error instanceof ProblemError && error.status < 429

/**
 * Sends by the draft's key, so that of all wordings sent without an answer only one is ever received.
 * @throws {ProblemError} the API refused @throws {NetworkError}
 */
export async function sendDraft(
  client: Transport,
  { key, unanswered = [] }: Draft,
  appeal: NewAppeal,
  keep: (changes: Partial<Draft>) => void,
): Promise<Receipt> {
  const earlier = unanswered.filter((one) => JSON.stringify(one) !== JSON.stringify(appeal))
  keep({ unanswered: [appeal, ...earlier] })
  const send = (one: NewAppeal) => createAppeal(client, one, { idempotencyKey: key })
  try {
    return await send(appeal)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const isKeyUsed = error.code === 'idempotency-key-reused'
    if (isKeyUsed) {
      for (const one of earlier) {
        const received = await send(one).catch(orRefused)
        if (received) return { ...received, isEarlier: true }
      }
    }
    keep({ unanswered: earlier, isWaiting: false, ...(isKeyUsed && { key: undefined }) })
    throw error
  }
}

const orRefused = (error: unknown) => {
  if (!isRefusal(error)) throw error
}

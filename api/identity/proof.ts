import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/sha'
import { z } from 'zod'
import { keyedHash } from '../platform/crypto.js'

/** What a proof is good for: one write, in one organization, of one feature; or one mail with a code (`residents`). */
export interface ProofSubject {
  organizationId: string
  feature: 'appeals' | 'polls' | 'discussions' | 'residents'
}

/** Seconds that a challenge may take, from when it is given until the write. */
export const PROOF_WITHIN = 300

/** A challenge of ALTCHA's protocol, version 2: the counter is to be found with which salt, nonce and counter hash to the prefix. */
export const challengeSchema = z
  .object({
    parameters: z.object({
      algorithm: z.literal('SHA-256'),
      cost: z.literal(1),
      data: z.record(z.string(), z.string()),
      expiresAt: z.int().meta({ description: 'seconds since 1970' }),
      keyLength: z.int(),
      keyPrefix: z.string(),
      keySignature: z.string(),
      nonce: z.string(),
      salt: z.string(),
    }),
    signature: z.string(),
  })
  .meta({ id: 'Challenge' })
export type Challenge = z.infer<typeof challengeSchema>

const payloadSchema = z.object({
  challenge: challengeSchema,
  solution: z.object({ counter: z.number(), derivedKey: z.string(), time: z.number().optional() }),
})

/** @param work the hashes it takes at most, and half as many on average. */
export async function makeChallenge(
  secret: string,
  subject: ProofSubject,
  { work, now }: { work: number; now: Date },
): Promise<Challenge> {
  const made = await createChallenge({
    ...(await secretsOf(secret)),
    algorithm: 'SHA-256',
    cost: 1,
    counter: randomInt(work),
    deriveKey,
    expiresAt: Math.floor(now.getTime() / 1000) + PROOF_WITHIN,
    data: dataOf(subject),
  })
  return made as Challenge
}

/**
 * What a proof is spent by, if it is one: a solved challenge of ours for this subject that is still in time. It would be
 * found true again and again, so its id must be spent with the write.
 * @param proof the payload of ALTCHA's protocol: base64 of JSON.
 */
export async function checkProof(
  secret: string,
  subject: ProofSubject,
  { proof, now }: { proof: string; now: Date },
): Promise<{ id: string; expiresAt: Date } | undefined> {
  const payload = payloadSchema.safeParse(parse(proof))
  if (!payload.success) return undefined
  const { challenge, solution } = payload.data
  const { data, expiresAt, nonce } = challenge.parameters
  if (expiresAt * 1000 < now.getTime()) return undefined
  if (Object.entries(dataOf(subject)).some(([name, value]) => data[name] !== value)) return undefined
  const { verified } = await verifySolution({
    ...(await secretsOf(secret)),
    challenge,
    solution: { time: 0, ...solution },
    deriveKey,
  })
  return verified ? { id: nonce, expiresAt: new Date(expiresAt * 1000) } : undefined
}

const dataOf = ({ organizationId, feature }: ProofSubject) => ({ organization: organizationId, feature })

/** One key signs the challenge, the other what is to be found: made of the installation's secret, so that all processes agree. */
const secretsOf = async (secret: string) => ({
  hmacSignatureSecret: await keyedHash(secret, 'proof of work', 'challenge'),
  hmacKeySignatureSecret: await keyedHash(secret, 'proof of work', 'solution'),
})

function parse(proof: string): unknown {
  try {
    return JSON.parse(atob(proof))
  } catch {
    return undefined
  }
}

import { keyedHash } from '../platform/crypto.js'

/** By what someone is known, beside a device. */
export type Known = { way: 'email'; email: string } | { way: 'site' | 'oidc'; issuer: string; subject: string }

/** One letter box, however its address is written. */
export const normalEmail = (email: string) => email.trim().normalize('NFC').toLowerCase()

/**
 * A resident as one organization knows them: the same at each sign-in, another in every organization. Nobody without
 * the secret can try out who it may be.
 */
export const subjectOf = (secret: string, organizationId: string, known: Known): Promise<string> =>
  known.way === 'email'
    ? keyedHash(secret, 'resident', organizationId, 'email', normalEmail(known.email))
    : keyedHash(secret, 'resident', organizationId, known.way, known.issuer, known.subject)

/** Whether a resident is known by this e-mail address. */
export const isKnownBy = async (
  { secret }: { secret: string },
  organizationId: string,
  resident: { subject: string } | undefined,
  email: string,
): Promise<boolean> =>
  resident !== undefined && resident.subject === (await subjectOf(secret, organizationId, { way: 'email', email }))

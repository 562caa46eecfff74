import { keyedHash } from '../platform/crypto.js'

/** What messages of a webhook are signed with: derived from the installation's secret, so that it is kept nowhere. */
export async function webhookSecret(
  secret: string,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<string> {
  const hash = await keyedHash(secret, 'webhook', organizationId, id)
  return `whsec_${Buffer.from(hash, 'base64url').toString('base64')}`
}

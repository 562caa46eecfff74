import { keyedHash } from '../platform/crypto.js'

/** By what a voter is known: as a resident (see `residents/subject.ts`), by the device's random key, else by the network address and browser. */
export type VoterTraits = { resident: string } | { device: string } | { address: string; userAgent: string }

/** The voter as the roll of one poll names them: nobody without the secret can tell who it is, or join it to another poll. */
export function voterHash(
  secret: string,
  poll: { organizationId: string; id: string },
  traits: VoterTraits,
): Promise<string> {
  return keyedHash(secret, poll.organizationId, poll.id, ...partsOf(traits))
}

function partsOf(traits: VoterTraits): string[] {
  if ('resident' in traits) return ['resident', traits.resident]
  return 'device' in traits ? ['device', traits.device] : ['address', traits.address, traits.userAgent]
}

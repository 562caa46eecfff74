import { isWithin } from '../platform/network.js'

/** What a block is of. `address` is one that nobody has seen: it was taken over from what came from there. */
export const blockKinds = ['network', 'device', 'address', 'email', 'domain'] as const
export type BlockKind = (typeof blockKinds)[number]

export interface KeptBlock {
  organizationId: string
  kind: BlockKind
  /** A network as it is; all else as a hash of its organization's. */
  value: string
  expiresAt: Date | null
}

/** Who is about to write. The hashes are those of the block's organization. */
export interface Candidate {
  address: string
  hashes: Partial<Record<Exclude<BlockKind, 'network'>, readonly string[]>>
}

/** The block that meets them and holds the longest. */
export function blockOf(
  blocks: readonly KeptBlock[],
  candidateIn: (organizationId: string) => Candidate,
  now: Date,
): KeptBlock | undefined {
  const met = blocks.filter(({ organizationId, kind, value, expiresAt }) => {
    if (expiresAt && expiresAt <= now) return false
    const { address, hashes } = candidateIn(organizationId)
    return kind === 'network' ? isWithin(address, value) : hashes[kind]?.includes(value)
  })
  const end = ({ expiresAt }: KeptBlock) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY
  return met.sort((one, other) => (end(one) > end(other) ? -1 : 1))[0]
}

/** The domain of an address and those above it: `a.b.example`, `b.example`. */
export function domainsOf(email: string): string[] {
  const labels = email
    .slice(email.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}

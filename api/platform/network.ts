/**
 * A network address as it counts: an IPv4 address is one caller; of IPv6 a caller has at least a /64 to himself, so the
 * first 64 bits are one (RFC 6177). Undefined for what is no address.
 */
export function networkOf(address: string): string | undefined {
  const bytes = parseAddress(address)
  if (!bytes) return undefined
  return bytes.length === 4 ? `${bytes.join('.')}/32` : prefixOf(bytes, 64)
}

/** Whether it is a range in CIDR, and no wider than a provider has for its customers: of IPv4 a /16, of IPv6 a /32. */
export function isRange(range: string): boolean {
  const parsed = parseRange(range)
  return parsed !== undefined && range.includes('/') && parsed.length >= (parsed.bytes.length === 4 ? 16 : 32)
}

/** Whether a range, such as `203.0.113.0/24` or `2001:db8::/32`, holds the address. */
export function isWithin(address: string, range: string): boolean {
  const inside = parseAddress(address)
  const parsed = parseRange(range)
  return inside !== undefined && parsed !== undefined && holds(parsed, inside)
}

const holds = ({ bytes, length }: Range, inside: readonly number[]): boolean =>
  inside.length === bytes.length && prefixOf(inside, length) === prefixOf(bytes, length)

/**
 * Whether it says nothing about who calls: this machine, or a network of one's own (RFC 1918, 4193, 6598, 3927), where
 * a proxy stands that does not tell for whom it asks, or that is not trusted to.
 */
export function isPrivate(address: string): boolean {
  const bytes = parseAddress(address)
  return !bytes || PRIVATE.some((range) => range && holds(range, bytes))
}

interface Range {
  bytes: number[]
  /** Bits that are alike. */
  length: number
}

function parseRange(range: string): Range | undefined {
  const [address = '', given, ...more] = range.split('/')
  const bytes = parseAddress(address)
  if (!bytes || more.length > 0 || (given !== undefined && !/^\d{1,3}$/.test(given))) return undefined
  const length = given === undefined ? bytes.length * 8 : Number(given)
  return length <= bytes.length * 8 ? { bytes, length } : undefined
}

/** Four bytes or sixteen. IPv4 in IPv6 (`::ffff:192.0.2.1`) is IPv4. */
function parseAddress(address: string): number[] | undefined {
  const plain = address.replace(/%.*$/, '')
  if (!plain.includes(':')) return parseFour(plain)
  // The last 32 bits may be written as IPv4.
  const four = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain)
  const last = four?.[2] === undefined ? undefined : parseFour(four[2])
  if (four && !last) return undefined
  const text = last ? `${four?.[1]}${hex(last[0], last[1])}:${hex(last[2], last[3])}` : plain
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const all = [...before, ...Array<string>(missing).fill('0'), ...after]
  if (!all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined
  const bytes = all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
  const isFour = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  return isFour ? bytes.slice(12) : bytes
}

const groups = (text: string) => (text === '' ? [] : text.split(':'))
const hex = (high = 0, low = 0) => ((high << 8) | low).toString(16)

function parseFour(text: string): number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined
  return parts.map(Number)
}

function prefixOf(bytes: readonly number[], length: number): string {
  const kept = bytes.map((byte, index) => {
    const bits = Math.min(8, Math.max(0, length - index * 8))
    return byte & (0xff00 >> bits) & 0xff
  })
  if (kept.length === 4) return `${kept.join('.')}/${length}`
  const words = Array.from({ length: 8 }, (_, index) => hex(kept[index * 2], kept[index * 2 + 1]))
  return `${words.join(':')}/${length}`
}

const PRIVATE = [
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
  ...['::1/128', 'fc00::/7', 'fe80::/10'],
].map(parseRange)

/** The UUID just before: after it, the first of a list in order is the one given, if it is there. */
export function before(uuid: string): string {
  const digits = (BigInt(`0x${uuid.replaceAll('-', '')}`) - 1n).toString(16).padStart(32, '0')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

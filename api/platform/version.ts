/** An ETag of what counts its versions: the version first, then whatever else the same version may be shown by. */
export const toETag = (version: number, ...shownBy: (string | false)[]) =>
  `"${[version, ...shownBy.filter(Boolean)].join('.')}"`

/**
 * Whether an `If-Match` (RFC 9110, 13.1.1) means this version. It does whatever view it was read in, and also when a
 * proxy has weakened it: the version alone tells whether someone acted meanwhile.
 */
export function matchesVersion(ifMatch: string, version: number): boolean {
  return ifMatch.split(',').some((tag) => {
    const read = /^\s*(?:\*|(?:W\/)?"(\d+)(?:\.[^"]*)?")\s*$/.exec(tag)
    return read !== null && (read[1] === undefined || Number(read[1]) === version)
  })
}

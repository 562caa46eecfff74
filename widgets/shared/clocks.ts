/**
 * A moment as clocks show it there, as fields for a date and a time take it: `2026-12-01T09:00`. What has no offset is
 * on those clocks already.
 * @param timeZone IANA name
 */
export function atClocks(moment: string, timeZone: string): string {
  if (!/(Z|[+-]\d\d:?\d\d)$/.test(moment)) return moment
  const at = new Date(moment)
  if (Number.isNaN(at.getTime())) return ''
  const parts = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The other way round: the moment at which clocks there show it. */
export function momentAt(clocks: string, timeZone: string): string {
  const wanted = Date.parse(`${clocks}Z`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(clocks) || Number.isNaN(wanted)) return clocks
  let at = wanted
  // Twice, for the hours in which the clocks are moved.
  for (let turn = 0; turn < 2; turn++) at += wanted - Date.parse(`${atClocks(new Date(at).toISOString(), timeZone)}Z`)
  return new Date(at).toISOString()
}

/** The zone as people call it, with how far its clocks are from the world's. */
export function zoneName(timeZone: string, language: string): string {
  const name = (timeZoneName: 'long' | 'shortOffset') =>
    new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
      .formatToParts()
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return [name('long'), name('shortOffset')].filter((each, index, all) => all.indexOf(each) === index).join(', ')
}

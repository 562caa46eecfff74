/**
 * JSON that is the same text for the same value, wherever it was kept meanwhile: members in the order of their names,
 * without blanks (as RFC 8785 has it, for what comes from JSON).
 */
export function canonical(value: unknown): string {
  // Of a list of texts, such as a ranking, JSON is so already, and several times as fast.
  if (isPlain(value) || (Array.isArray(value) && value.every(isPlain))) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const members = Object.entries(value as object)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}

const isPlain = (value: unknown) => value === null || typeof value !== 'object'

import { isSame } from '../platform/equal.js'
import type { OrganizationRow } from './manage.js'
import { inheritedByMember } from './settings.js'

type Kept = Pick<OrganizationRow, 'kind' | 'names' | 'settings' | 'territory' | 'path' | 'retiredAt'>

/** What differs, by name, as the audit trail keeps it: before and after. Of a territory only whether there is one. */
export function changesBetween(before: Kept, after: Kept): Record<string, { from: unknown; to: unknown }> {
  const [one, other] = [flat(before), flat(after)]
  const changes: Record<string, { from: unknown; to: unknown }> = {}
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    const [from, to] = [one.get(name) ?? null, other.get(name) ?? null]
    if (!isSame(from, to)) changes[name] = name === 'territory' ? { from: !!from, to: !!to } : { from, to }
  }
  return changes
}

function flat({ kind, names, settings, territory, path, retiredAt }: Kept): Map<string, unknown> {
  const members = new Map<string, unknown>([
    ['kind', kind],
    ['parent', path.at(-2) ?? null],
    ['retired', retiredAt !== null],
    ['territory', territory],
  ])
  const put = (prefix: string, group: object | undefined) => {
    for (const [name, value] of Object.entries(group ?? {})) members.set(`${prefix}.${name}`, value)
  }
  put('names', names)
  for (const [name, value] of Object.entries(settings)) {
    if (inheritedByMember.some((group) => group === name)) put(`settings.${name}`, value as object)
    else members.set(`settings.${name}`, value)
  }
  return members
}

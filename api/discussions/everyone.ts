import type { ResolvedOrganization } from '../organizations/resolve.js'
import { localize } from '../platform/language.js'
import { maskingOf } from '../privacy/masking.js'

/** One event goes to readers of every language: it speaks the organization's first. */
export const everyone = ({ names, settings }: ResolvedOrganization) => ({
  name: localize(names, settings.languages[0] ?? 'en'),
  masking: maskingOf(settings),
})

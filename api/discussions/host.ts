import type { AppContext } from '../platform/http.js'
import { localize } from '../platform/language.js'
import { maskingOf, unmasked } from '../privacy/masking.js'
import type { Host } from './view.js'

/** By whom comments are shown to who asks. */
export function hostOf(c: AppContext): Host {
  const { names, settings } = c.get('organization')
  return {
    name: localize(names, c.get('language'), settings.languages),
    masking: c.get('staff') ? unmasked : maskingOf(settings),
  }
}

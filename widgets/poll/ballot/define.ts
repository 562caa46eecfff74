import languages from 'texts:ballot+place'
import { define } from '../../shared/define.js'
import { wantedLanguage } from '../../shared/language.js'
import { findTexts } from '../../shared/texts.js'
import { VmesteBallot } from './ballot.js'

define('vmeste-ballot', VmesteBallot)
// The poll waits for this module: with its texts at hand the ballot stands at once, and moves nothing.
await findTexts(languages, wantedLanguage(document.documentElement)).catch(() => {})

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-ballot': VmesteBallot
  }
}

import { define } from '../../shared/define.js'
import { VmestePollResults } from './results.js'

define('vmeste-poll-results', VmestePollResults)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-poll-results': VmestePollResults
  }
}

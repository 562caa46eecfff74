import { define } from '../shared/define.js'
import { VmestePoll } from './poll.js'

define('vmeste-poll', VmestePoll)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-poll': VmestePoll
  }
}

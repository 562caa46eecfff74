import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmestePoll } from './poll.js'

define('vmeste-poll', VmestePoll)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-poll': VmestePoll
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-voted': VmesteEvent<{ organization: string; poll: string }>
  }
}

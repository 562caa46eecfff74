import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmesteDiscussion } from './discussion.js'

define('vmeste-discussion', VmesteDiscussion)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-discussion': VmesteDiscussion
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-commented': VmesteEvent<{ organization: string; discussion: string; comment: string }>
  }
}

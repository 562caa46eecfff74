import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmesteRelated } from './related.js'

define('vmeste-related', VmesteRelated)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-related': VmesteRelated
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-into': VmesteEvent<{ number: string }>
    'vmeste-split': VmesteEvent<{ number: number }>
  }
}

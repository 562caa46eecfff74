import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmesteAppeal } from './appeal.js'

define('vmeste-appeal', VmesteAppeal)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-appeal': VmesteAppeal
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-appeal-sent': VmesteEvent<{ organization: string; number: number }>
  }
}

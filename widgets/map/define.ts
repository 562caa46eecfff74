import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmesteMap } from './map.js'

define('vmeste-map', VmesteMap)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-map': VmesteMap
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-opened': VmesteEvent<{ organization: string; number: number }>
  }
}

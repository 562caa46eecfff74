import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmesteCaseMap } from './case-map.js'

define('vmeste-case-map', VmesteCaseMap)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-case-map': VmesteCaseMap
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-case': VmesteEvent<{ number: number }>
  }
}

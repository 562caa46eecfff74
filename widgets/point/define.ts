import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmestePoint } from './point.js'

define('vmeste-point', VmestePoint)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-point': VmestePoint
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-point': VmesteEvent<{ latitude: number; longitude: number; isFinal: boolean }>
  }
}

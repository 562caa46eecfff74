import { define } from '../shared/define.js'
import type { VmesteEvent } from '../shared/events.js'
import { VmesteMap } from './map.js'

define('vmeste-map', VmesteMap)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-map': VmesteMap
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-point': VmesteEvent<{ latitude: number; longitude: number; isFinal: boolean }>
  }
}

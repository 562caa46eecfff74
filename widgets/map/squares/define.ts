import { define } from '../../shared/define.js'
import type { VmesteEvent } from '../../shared/events.js'
import { type Sight, type Spot, VmesteSquareMap } from './squares.js'

define('vmeste-square-map', VmesteSquareMap)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-square-map': VmesteSquareMap
  }
  interface GlobalEventHandlersEventMap {
    'vmeste-sight': VmesteEvent<Sight>
    'vmeste-mark': VmesteEvent<{ number: number; spot: Spot }>
    'vmeste-together': VmesteEvent<null>
  }
}

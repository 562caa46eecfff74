import { define } from '../shared/define.js'
import { VmesteOwnData } from './own-data.js'

define('vmeste-own-data', VmesteOwnData)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-own-data': VmesteOwnData
  }
}

import { define } from '../shared/define.js'
import { VmesteDesk } from './desk.js'

define('vmeste-desk', VmesteDesk)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-desk': VmesteDesk
  }
}

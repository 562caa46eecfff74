import { define } from '../shared/define.js'
import { VmesteStaff } from './staff.js'

define('vmeste-staff', VmesteStaff)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-staff': VmesteStaff
  }
}

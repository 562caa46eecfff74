import { define } from '../shared/define.js'
import { VmestePush } from './push.js'

define('vmeste-push', VmestePush)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-push': VmestePush
  }
}

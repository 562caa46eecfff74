import { define } from '../../shared/define.js'
import { VmestePollReceipt } from './receipt.js'

export { receiptOf } from './of.js'

define('vmeste-poll-receipt', VmestePollReceipt)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-poll-receipt': VmestePollReceipt
  }
}

import { define } from '../shared/define.js'
import { VmesteAccount } from './account.js'

define('vmeste-account', VmesteAccount)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-account': VmesteAccount
  }
}

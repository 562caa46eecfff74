import { define } from '../shared/define.js'
import { VmesteAppealStatus } from './appeal-status.js'

define('vmeste-appeal-status', VmesteAppealStatus)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-appeal-status': VmesteAppealStatus
  }
}

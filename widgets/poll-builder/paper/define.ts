import { define } from '../../shared/define.js'
import { VmestePollPaper } from './paper.js'

define('vmeste-poll-paper', VmestePollPaper)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-poll-paper': VmestePollPaper
  }
}

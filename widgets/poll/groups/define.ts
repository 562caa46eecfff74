import { define } from '../../shared/define.js'
import { VmestePollGroups } from './groups.js'

define('vmeste-poll-groups', VmestePollGroups)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-poll-groups': VmestePollGroups
  }
}

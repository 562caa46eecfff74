import { define } from '../../shared/define.js'
import { VmesteBallot } from './ballot.js'

define('vmeste-ballot', VmesteBallot)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-ballot': VmesteBallot
  }
}

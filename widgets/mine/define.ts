import { define } from '../shared/define.js'
import { VmesteMine } from './mine.js'

define('vmeste-mine', VmesteMine)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-mine': VmesteMine
  }
}

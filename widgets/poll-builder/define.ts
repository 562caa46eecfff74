import { define } from '../shared/define.js'
import { VmestePollBuilder } from './poll-builder.js'
import type { VmestePollPreview } from './preview.js'

define('vmeste-poll-builder', VmestePollBuilder)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-poll-builder': VmestePollBuilder
    'vmeste-poll-preview': VmestePollPreview
  }
}

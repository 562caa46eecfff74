import { define } from '../shared/define.js'
import { VmesteModeration } from './moderation.js'

define('vmeste-moderation', VmesteModeration)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-moderation': VmesteModeration
  }
}

import { define } from '../shared/define.js'
import { VmesteComments } from './comments.js'

define('vmeste-comments', VmesteComments)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-comments': VmesteComments
  }
}

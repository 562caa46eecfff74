import { define } from '../shared/define.js'
import { VmesteOpinions } from './opinions.js'

define('vmeste-opinions', VmesteOpinions)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-opinions': VmesteOpinions
  }
}

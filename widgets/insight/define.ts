import { define } from '../shared/define.js'
import { VmesteInsight } from './insight.js'

define('vmeste-insight', VmesteInsight)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-insight': VmesteInsight
  }
}

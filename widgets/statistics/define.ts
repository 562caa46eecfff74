import { define } from '../shared/define.js'
import { VmesteStatistics } from './statistics.js'

define('vmeste-statistics', VmesteStatistics)

declare global {
  interface HTMLElementTagNameMap {
    'vmeste-statistics': VmesteStatistics
  }
}

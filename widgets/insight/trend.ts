import { html, type TemplateResult } from 'lit'

const WIDTH = 64
const HEIGHT = 18

/** A small line of how something went: the figures stand beside it, so that nobody needs to see it. */
export function trendLine(values: readonly number[]): TemplateResult {
  const most = Math.max(1, ...values)
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map(
    (value, index) => `${(index * step).toFixed(1)},${(HEIGHT - 1 - (value / most) * (HEIGHT - 2)).toFixed(1)}`,
  )
  return html`<svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">
    <polyline points=${points.join(' ')}></polyline>
  </svg>`
}

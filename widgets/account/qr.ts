import { html, type TemplateResult } from 'lit'
import { encode } from 'uqr'

/** A QR code that a camera reads off the screen: dark on white in every scheme. */
export function qrView(text: string, label: string): TemplateResult {
  const { data, size } = encode(text, { border: 3 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    <path fill="currentColor" d=${path} />
  </svg>`
}

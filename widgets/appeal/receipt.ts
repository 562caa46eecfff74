import { html, type TemplateResult } from 'lit'
import type { CreatedAppeal } from '../../sdk/appeals.js'
import { toJson } from '../../sdk/json.js'
import type { Say } from './fields.js'

/** What came of sending. */
export type Receipt = Pick<CreatedAppeal, 'number' | 'link' | 'deadline'> & {
  /** An earlier wording had been received, and is what counts. */
  isEarlier?: boolean
}

/** Kept as long as the tab: it holds the secret. */
export function recallReceipt(place: string): Receipt | undefined {
  try {
    return JSON.parse(sessionStorage[`vmeste:${place}`])
  } catch {}
}

/** Undefined forgets. */
export function rememberReceipt(place: string, receipt: Receipt | undefined) {
  try {
    if (receipt) sessionStorage[`vmeste:${place}`] = toJson(receipt)
    else delete sessionStorage[`vmeste:${place}`]
  } catch {}
}

interface ReceiptView {
  receipt: Receipt
  say: Say
  sayDate: (instant: string) => string
  isCopied: boolean
  onCopy: () => void
  onDismiss: () => void
}

export const receiptView = ({ receipt, say, sayDate, isCopied, onCopy, onDismiss }: ReceiptView): TemplateResult => {
  const { number, link, deadline, isEarlier } = receipt
  return html`<div part="receipt">
    <h2 tabindex="-1" part="title">${say('received')}</h2>
    <p class="text">${isEarlier ? say('earlier') : ''}</p>
    <p class="number"><span class="muted">${say('number')}</span> <b>${number}</b></p>
    <p>${deadline ? say('promised', { date: sayDate(deadline) }) : ''}</p>
    <div class="notice good">
      <p>${say('keepLink')}</p>
      <a href=${link}>${link}</a>
      <button type="button" class="primary" part="button" @click=${onCopy}>
        ${say(isCopied ? 'copied' : 'copy')}
      </button>
    </div>
    <div class="actions">
      <button type="button" part="button" @click=${onDismiss}>${say('another')}</button>
    </div>
  </div>`
}

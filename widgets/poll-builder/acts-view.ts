import { html, type TemplateResult } from 'lit'
import type { PollAdministration } from '../../sdk/poll-writing.js'
import type { Say } from '../shared/texts.js'

/** What is done with a whole poll once it is confirmed. */
export type Act = 'publish' | 'openNow' | 'close' | 'delete'

interface Acts {
  say: Say<'desk' | 'poll-builder'>
  sayMoment: (moment: string) => string
  /** Undefined: not saved yet. */
  saved: PollAdministration | undefined
  organization: string
  /** Of the API, without a slash at its end: the element may stand on another site. */
  base: string
  /** What is asked to be confirmed. */
  asked: Act | undefined
  isBusy: boolean
  onAsk: (act: Act | undefined) => void
  onConfirm: (act: Act) => void
  onCopy: () => void
  onExport: () => void
}

/** What can be done with the poll, each with what comes of it; what cannot be taken back is confirmed. */
export function actsView(acts: Acts): TemplateResult {
  const { say, saved, organization, base, asked, onAsk, onCopy, onExport } = acts
  const status = saved?.status ?? 'draft'
  const ask = (act: Act) =>
    html`<button
      type="button"
      part="button"
      id="act-${act}"
      aria-expanded=${asked === act ? 'true' : 'false'}
      @click=${() => onAsk(asked === act ? undefined : act)}
    >
      ${say(`act_${act}`)}
    </button>`
  return html`<section class="acts" aria-labelledby="acts">
    <h3 id="acts" tabindex="-1">${say('acts')}</h3>
    <div class="actions">
      ${status === 'draft' ? html`${ask('publish')} ${ask('openNow')}` : ''}
      ${status === 'open' ? ask('close') : ''}
      ${saved && status !== 'draft' ? html`<a href="${base}/o/${organization}/polls/${saved.id}">${say('publicPage')}</a>` : ''}
    </div>
    ${asked ? confirmView(acts, asked) : ''}
    ${
      saved && (status === 'draft' || status === 'scheduled')
        ? html`<p><a href="#try=${saved.id}">${say('tryIt')}</a></p>
            <p class="muted">${say('tryAbout')}</p>`
        : ''
    }
    ${
      saved
        ? html`<div class="actions">
            <button type="button" part="button" id="copy" @click=${onCopy}>${say('duplicatePoll')}</button>
            <button type="button" part="button" id="export" @click=${onExport}>${say('export')}</button>
            ${status === 'draft' ? ask('delete') : ''}
          </div>`
        : ''
    }
  </section>`
}

function confirmView({ say, sayMoment, saved, isBusy, onAsk, onConfirm }: Acts, asked: Act): TemplateResult {
  const times = { opens: saved ? sayMoment(saved.opensAt) : '', closes: saved ? sayMoment(saved.closesAt) : '' }
  return html`<div
    class="confirm"
    role="group"
    aria-labelledby="confirm"
    @keydown=${({ key }: KeyboardEvent) => key === 'Escape' && onAsk(undefined)}
  >
    <h4 id="confirm" tabindex="-1">${say(`sure_${asked}`)}</h4>
    <p>${say(`comes_${asked}`, times)}</p>
    <div class="actions">
      <button
        type="button"
        part="button"
        class="primary"
        id="confirmed"
        aria-disabled=${isBusy ? 'true' : 'false'}
        @click=${() => !isBusy && onConfirm(asked)}
      >
        ${say(`act_${asked}`)}
      </button>
      <button type="button" part="button" @click=${() => onAsk(undefined)}>${say('cancel')}</button>
    </div>
  </div>`
}

import languages from 'texts:appeal-view+near+status'
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { NewAppeal } from '../../sdk/appeals.js'
import { findSimilarAppeals, type SimilarAppeal } from '../../sdk/support.js'
import type { Transport } from '../../sdk/transport.js'
import { fill, findTexts, type Say } from '../shared/texts.js'
import { Support } from '../support/support.js'

/**
 * Shown in place of the form.
 * @param consent what is accepted with an address. @param onOther goes on. @param onSame leaves unsent what was written.
 */
export type Near = (consent: string, onOther: () => void, onSame: () => void) => TemplateResult

/** Milliseconds: nobody waits longer for what is only an offer. */
const LOOK_FOR = 3_000

/** What a resident has said is another matter: not asked again. */
const others = new Set<number>()

/** What has been reported like an appeal about to be written, each to be supported instead; undefined where nothing has. */
export async function findNear(
  host: ReactiveControllerHost & { readonly organization: string },
  client: () => Transport,
  { category, campaign, description, place }: NewAppeal,
): Promise<Near | undefined> {
  const transport = client()
  const [{ items }, texts] = await Promise.all([
    findSimilarAppeals(
      transport,
      { category, campaign, description, place },
      { signal: AbortSignal.timeout(LOOK_FOR) },
    ),
    findTexts(languages, transport.language ?? ''),
  ])
  const shown = items.filter(({ number }) => !others.has(number))
  if (!shown.length) return undefined
  const { lang: language } = texts
  const say: Say<'appeal-view' | 'near' | 'status'> = (key, values = {}) => fill(texts[key], language, values)
  const support = new Support(host, say, client, () => {})
  return (consent, onOther, onSame) => html`
    <h2 tabindex="-1" part="title">${say('same')}</h2>
    <p class="text">${say('sameAsk')}</p>
    ${shown.map((item) => itemView(item, support, { language, consent, say, onSame }))}
    <div class="actions">
      <button
        type="button"
        class="primary"
        part="button"
        @click=${() => {
          for (const { number } of shown) others.add(number)
          onOther()
        }}
      >
        ${say('differs')}
      </button>
    </div>
  `
}

function itemView(
  item: SimilarAppeal,
  support: Support,
  {
    language,
    consent,
    say,
    onSame,
  }: { language: string; consent: string; say: Say<'appeal-view' | 'near' | 'status'>; onSame: () => void },
) {
  const { number, status, category, description, place, distance, receivedAt } = item
  return html`<article class="notice good field" aria-labelledby="near-${number}">
    <h3 id="near-${number}">№ ${number} · <bdi>${category.name}</bdi></h3>
    <p class="muted">
      ${say(status)} · ${new Date(receivedAt).toLocaleDateString(language, { dateStyle: 'medium' })}
      ${place?.address ? html`· <bdi>${place.address}</bdi>` : ''}
      ${distance === null ? '' : html`· ${say('metres', { count: distance })}`}
    </p>
    <p class="text" dir="auto">${description}</p>
    ${support.view({ ...item, view: 'public' }, consent)}
    ${
      support.isMine(number)
        ? html`<p class="actions">
            <button type="button" part="button" @click=${onSame}>${say('leave')}</button>
          </p>`
        : ''
    }
  </article>`
}

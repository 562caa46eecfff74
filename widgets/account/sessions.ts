import { html, type TemplateResult } from 'lit'
import type { StaffSession } from '../../sdk/staff.js'
import type { Say } from '../shared/texts.js'

/** Where a person is signed in. */
export function sessionsView(
  sessions: readonly StaffSession[],
  {
    say,
    sayDate,
    onEnd,
    onEndOthers,
  }: {
    say: Say<'account'>
    sayDate: (instant: string) => string
    onEnd: (id: string) => void
    onEndOthers: () => void
  },
): TemplateResult {
  return html`<h3>${say('sessions')}</h3>
    <ul>
      ${sessions.map(
        ({ id, isThis, agent, signedInAt, seenAt }) => html`<li>
          <span>
            <b><bdi>${agent || say('unknownBrowser')}</bdi></b>
            <span class="muted">
              ${isThis ? `${say('thisBrowser')}, ` : ''}${say('since', { date: sayDate(signedInAt) })}${
                isThis ? '' : `, ${say('seen', { date: sayDate(seenAt) })}`
              }
            </span>
          </span>
          ${
            isThis
              ? ''
              : html`<button type="button" class="quiet" part="button" @click=${() => onEnd(id)}>${say('end')}</button>`
          }
        </li>`,
      )}
    </ul>
    ${
      sessions.length > 1
        ? html`<p class="actions">
            <button type="button" part="button" @click=${onEndOthers}>${say('endOthers')}</button>
          </p>`
        : ''
    }`
}

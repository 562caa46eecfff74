import { html, type TemplateResult } from 'lit'
import type { Appeal } from '../../sdk/appeals.js'
import type { Attachment } from '../../sdk/attachments.js'
import type { Say } from '../shared/texts.js'

/**
 * What happened to an appeal and when, the latest first. The answer is told apart, with its files, so not again here.
 * @param open shows another appeal: a part is the same resident's, what it was merged into is not.
 */
export function timeline(
  { view, history, answer }: Appeal,
  say: Say<'appeal-view'>,
  sayDate: (instant: string) => string,
  files: (attachments: readonly Attachment[]) => unknown,
  open: (number: number) => void,
): TemplateResult {
  return html`<ol class="timeline" part="timeline" reversed>
    ${[...history]
      .reverse()
      .map(
        ({
          type,
          status,
          at,
          by,
          text,
          responsible,
          attachments,
          author,
          assignee,
          organization,
          related,
          mentions,
        }) => {
          const isAnswer = text && text === answer
          const reference = organization?.number ?? organization?.reference
          return html`<li>
        <b>${say(type === 'received' || type === 'transitioned' ? status : type)}</b>
        <time class="muted" datetime=${at}>${sayDate(at)}</time>
        ${author ? html`<span class="muted">· <bdi>${author}</bdi></span>` : ''}
        ${assignee ? html`<span class="muted">→ <bdi>${assignee}</bdi></span>` : ''}
        ${reference ? html`<span class="muted">· <bdi>${organization?.name}</bdi> № <bdi>${reference}</bdi></span>` : ''}
        ${related ? (type === 'transitioned' && view !== 'staff' ? html`<span class="muted">· № ${related}</span>` : openButton(related, open)) : ''}
        ${mentions ? html`<span class="muted">→ <bdi>${mentions.join(', ')}</bdi></span>` : ''}
        ${responsible ? html`<p>${say('responsible')}: <bdi>${responsible}</bdi></p>` : ''}
        ${text && !isAnswer ? html`<p class="quote" dir="auto">${by === 'resident' ? html`<small>${say('fromResident')}</small> ` : ''}${text}</p>` : ''}
        ${attachments && !isAnswer ? files(attachments) : ''}
      </li>`
        },
      )}
  </ol>`
}

/** Opens another appeal. */
export const openButton = (number: number, open: (number: number) => void): TemplateResult =>
  html`<button type="button" class="quiet related" part="button" @click=${() => open(number)}>№ ${number}</button>`

/** What went along with the answer. */
export const filesOfAnswer = ({ history, answer }: Appeal): readonly Attachment[] =>
  history.findLast(({ text }) => text && text === answer)?.attachments ?? []

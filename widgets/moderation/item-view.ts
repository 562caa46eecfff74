import { html, type TemplateResult } from 'lit'
import type { Comment } from '../../sdk/discussions.js'
import type { CommentContext, QueuedComment } from '../../sdk/moderation.js'
import { markup } from '../discussion/markup.js'
import type { Say } from '../shared/texts.js'

/** How one says dates, and what a moderator may do. */
export interface Shown {
  say: Say<'moderation'>
  sayDate(instant: string): string
  organization: string
  /** Of the API, without a slash at its end: the element may stand on another site. */
  base: string
}

/** A comment that waits: who wrote it, what it says, why it waits, and what was found. */
export function itemView(item: QueuedComment, { say, sayDate, organization, base }: Shown): TemplateResult {
  const { id, author, createdAt, editedAt, title, discussion, reasons, flags = [], findings, objection } = item
  const { status, isStatement } = item
  const isPublic = status === 'published' || status === 'hidden'
  const place = `${base}/o/${organization}/discussions/${discussion}${isPublic ? (isStatement ? `/comments/${id}` : `#c-${id}`) : ''}`
  return html`
    <p class="reasons-of">
      ${reasons.map((reason) => html`<span class="badge ${reason}">${say(reason)}</span>`)}
      ${isStatement ? html`<span class="badge">${say('is_statement')}</span>` : ''}
      ${status === 'hidden' ? html`<span class="badge">${say('is_hidden')}</span>` : ''}
    </p>
    <p class="by">
      <b><bdi>${author.name || say('anonymous')}</bdi></b>
      <time datetime=${createdAt}>${sayDate(createdAt)}</time>
      ${editedAt ? html`<small>${say('edited')}</small>` : ''}
    </p>
    <p class="where"><a href=${place} target="_blank" rel="noopener"><bdi>${title}</bdi></a></p>
    ${textView(item)}
    ${
      status === 'hidden' || status === 'refused'
        ? html`<p class="muted" dir="auto">${say(status === 'hidden' ? 'hidden_for' : 'refused_for', { reason: item.reason ?? '' })}</p>`
        : ''
    }
    ${
      flags.length > 0
        ? html`<div class="found">
            <h2>${say('flags', { count: flags.length })}</h2>
            <ul>
              ${flagsByReason(flags).map(
                ([reason, those]) =>
                  html`<li>
                    ${say(reason)}${those.length > 1 ? ` × ${those.length.toLocaleString()}` : ''}
                    ${those.map(({ text }) => (text ? html`<q dir="auto">${text}</q>` : ''))}
                  </li>`,
              )}
            </ul>
          </div>`
        : ''
    }
    ${
      objection && objection.settledAt === null
        ? html`<div class="found">
            <h2>${say('objection')}</h2>
            <blockquote dir="auto">${objection.text}</blockquote>
          </div>`
        : ''
    }
    ${
      findings && (findings.held.length > 0 || findings.score.parts.length > 0)
        ? html`<p class="muted findings">
            ${findings.held.map((one) => html`<span>${say(`held_${one}`)}</span>`)}
            ${findings.score.parts.map(
              ({ check, score }) =>
                html`<span>${say(`check_${check as 'proof' | 'links' | 'rate' | 'repetition'}`)} ${score.toLocaleString()}</span>`,
            )}
            ${findings.score.parts.length > 0 ? html`<b>${say('score', { score: findings.score.total.toLocaleString() })}</b>` : ''}
          </p>`
        : ''
    }
  `
}

/** What a moderator needs beyond the comment itself. */
export function contextView(
  { thread, versions, decisions, author }: CommentContext,
  { say, sayDate }: Shown,
): TemplateResult {
  return html`<div class="context">
    <p>
      <b>${say(`standing_${author.standing}`)}</b>
      ${author.standing === 'unknown' ? '' : html` · ${say('published_before', { count: author.published })} · ${say('against', { count: author.against })}`}
    </p>
    ${
      thread.length > 0
        ? html`<h2>${say('thread')}</h2>
            <ol class="thread">
              ${thread.map((one) => briefView(one, { say, sayDate }))}
            </ol>`
        : ''
    }
    ${
      versions.length > 0
        ? html`<h2>${say('versions')}</h2>
            <ol class="thread">
              ${versions.map(
                ({ at, text }) => html`<li>
                  <time datetime=${at}>${sayDate(at)}</time>
                  <div class="text" dir="auto">${text}</div>
                </li>`,
              )}
            </ol>`
        : ''
    }
    ${
      decisions.length > 0
        ? html`<h2>${say('decisions')}</h2>
            <ul class="decisions">
              ${decisions.map(
                ({ decision, reason, at, by }) => html`<li>
                  ${say(`decided_${decision}`)}${reason ? html`: <bdi>${reason}</bdi>` : ''}
                  <span class="muted"
                    >${by ? html`<bdi>${by}</bdi>, ` : ''}<time datetime=${at}>${sayDate(at)}</time></span
                  >
                </li>`,
              )}
            </ul>`
        : ''
    }
    ${
      author.latest.length > 0
        ? html`<details>
            <summary>${say('latest', { count: author.latest.length })}</summary>
            <ol class="thread">
              ${author.latest.map((one) => briefView(one, { say, sayDate }))}
            </ol>
          </details>`
        : ''
    }
  </div>`
}

const briefView = (comment: Comment, { say, sayDate }: Pick<Shown, 'say' | 'sayDate'>) =>
  html`<li>
    <p class="by">
      <b><bdi>${comment.author.name || say('anonymous')}</bdi></b>
      ${comment.author.isOfficial ? html`<small>${say('official')}</small>` : ''}
      <time datetime=${comment.createdAt}>${sayDate(comment.createdAt)}</time>
      ${comment.status === 'published' ? '' : html`<small>${say(`stands_${comment.status}`)}</small>`}
    </p>
    ${textView(comment)}
  </li>`

const textView = ({ content, text }: Pick<Comment, 'content' | 'text'>) =>
  html`<div class="text" dir="auto">${content ? content.map(markup) : text}</div>`

type Flag = NonNullable<QueuedComment['flags']>[number]

function flagsByReason(flags: readonly Flag[]): [Flag['reason'], Flag[]][] {
  const found = new Map<Flag['reason'], Flag[]>()
  for (const flag of flags) found.set(flag.reason, [...(found.get(flag.reason) ?? []), flag])
  return [...found].sort(([, one], [, other]) => other.length - one.length)
}

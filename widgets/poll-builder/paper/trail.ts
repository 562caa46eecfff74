import { html, type TemplateResult } from 'lit'
import { type AuditEntry, listAudit } from '../../../sdk/audit.js'
import type { Page } from '../../../sdk/paging.js'
import type { Transport } from '../../../sdk/transport.js'
import { Load, type LoadHost } from '../../shared/load.js'
import type { Say } from '../../shared/texts.js'

/** Entries asked for at once. */
const AT_ONCE = 50

const acts = ['entered', 'confirmed', 'differed', 'withdrawn'] as const
type Act = (typeof acts)[number]
const actOf = ({ action }: AuditEntry): Act | undefined => acts.find((act) => action === `poll.paper-${act}`)

interface Handlers {
  say: Say<'paper'>
  sayDate: (instant: string) => string
  client: () => Transport
  subject: () => string | undefined
  poll: () => string
}

/** Who did what with which sheet, the latest first: read when it is opened. */
export class Trail {
  #isOpen = false
  readonly load: Load<Page<AuditEntry>>

  constructor(
    readonly host: LoadHost,
    readonly handlers: Handlers,
  ) {
    const { client, poll, subject } = handlers
    this.load = new Load(
      host,
      () => (this.#isOpen ? subject() : undefined),
      (signal) => listAudit(client(), { subject: `polls/${poll()}`, limit: AT_ONCE }, { signal }),
    )
  }

  toggle = ({ currentTarget }: Event) => {
    const isOpen = (currentTarget as HTMLDetailsElement).open
    if (isOpen === this.#isOpen) return
    this.#isOpen = isOpen
    if (isOpen && this.load.value) void this.load.reload()
    this.host.requestUpdate()
  }

  view({ items, next }: Page<AuditEntry>): TemplateResult {
    const { say, sayDate } = this.handlers
    const known = items.flatMap((entry) => {
      const act = actOf(entry)
      return act ? [{ entry, act }] : []
    })
    if (known.length === 0 && !next) return html`<p class="muted">${say('noTrail')}</p>`
    return html`<ol class="trail">
        ${known.map(({ entry: { at, actor, name, details }, act }) => {
          const { sheet = '', reason, status } = details as Record<string, string>
          const who = actor === 'command' ? say('byCommand') : (name ?? say('nobodyKnown'))
          return html`<li>
            <span>${sayDate(at)}</span> <bdi>${who}</bdi>: ${say(act === 'differed' && status === 'withdrawn' ? 'did_differedTwice' : `did_${act}`, { sheet })}
            ${act === 'withdrawn' && reason ? html`<bdi>${reason}</bdi>` : ''}
          </li>`
        })}
      </ol>
      ${
        next
          ? html`<button type="button" part="button" @click=${() => this.#readMore(next)}>${say('more')}</button>`
          : ''
      }`
  }

  async #readMore(cursor: string) {
    const { client, poll } = this.handlers
    const before = this.load.value
    const query = { subject: `polls/${poll()}`, limit: AT_ONCE, cursor }
    const more = await listAudit(client(), query).catch(() => undefined)
    if (more && before && this.load.value === before)
      this.load.value = { ...more, items: [...before.items, ...more.items] }
    this.host.requestUpdate()
  }
}

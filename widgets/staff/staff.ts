import languages from 'texts:account+staff'
import { html, type TemplateResult } from 'lit'
import { getOrganization } from '../../sdk/organization.js'
import { type Page, walk } from '../../sdk/paging.js'
import * as people from '../../sdk/people.js'
import { ProblemError } from '../../sdk/problems.js'
import accountStyles from '../account/account.styles.js'
import baseStyles from '../shared/base.styles.js'
import { VmesteElement } from '../shared/element.js'
import { textField } from '../shared/field.js'
import fieldStyles from '../shared/field.styles.js'
import { type FieldErrors, fieldErrors } from '../shared/field-errors.js'
import { Load } from '../shared/load.js'
import moreStyles from '../shared/more.styles.js'
import type { Languages } from '../shared/texts.js'

interface Loaded {
  name: string
  members: people.StaffMember[]
  invitations: people.Invitation[]
  keys: people.ApiKey[]
}

const roles = ['officer', 'coordinator', 'moderator', 'leader', 'administrator'] as const
const keyRoles = [...roles, 'intake'] as const
/** Which of the forms something is wrong in. */
type Part = 'invite' | 'key' | 'list'

/**
 * Where an administrator looks after who is staff of an organization, and after the keys of its programs. It works only
 * on the API's own pages, for who is signed in.
 *
 * @summary People and keys of an organization
 * @tag vmeste-staff
 * @attr organization - whose
 * @slot - the way out shown when it cannot be
 */
export class VmesteStaff extends VmesteElement<'account' | 'staff'> {
  static override styles = [baseStyles, moreStyles, fieldStyles, accountStyles]

  protected readonly languages: Languages<'account' | 'staff'> = languages
  #typed: Record<string, string> = {}
  #errors: FieldErrors = {}
  #notice = ''
  #part: Part = 'list'
  #news = ''
  #isBusy = false
  /** Told this once. */
  #key = ''
  /** What is about to be ended: asked once more. */
  #doomed = ''

  readonly #load = new Load<Loaded>(
    this,
    () => '',
    async (signal) => {
      const api = this.#api
      const all = async <Item>(list: (cursor?: string) => Promise<Page<Item>>) => {
        const items: Item[] = []
        for await (const item of walk(list)) items.push(item)
        return items
      }
      const [{ name }, members, invitations, keys] = await Promise.all([
        getOrganization(api, { signal }),
        all((cursor) => people.listStaff(api, { cursor, limit: 100 }, { signal })),
        all((cursor) => people.listInvitations(api, { cursor, limit: 100 }, { signal })),
        all((cursor) => people.listKeys(api, { cursor, limit: 100 }, { signal })),
      ])
      return { name, members, invitations, keys }
    },
  )

  get #api() {
    return this.client({ staff: 'session' })
  }

  protected view(): unknown {
    const { error } = this.#load
    if (error instanceof ProblemError && error.code === 'staff-only') {
      const to = encodeURIComponent(location.pathname + location.search)
      return html`<p><a href="/account?to=${to}">${this.say('signIn')}</a></p>`
    }
    return html`<p class=${this.#news ? 'notice good' : 'unseen'} role="status">${this.#news}</p>
      ${this.showLoad(this.#load, (loaded) => this.#loadedView(loaded))}`
  }

  #loadedView({ name, members, invitations, keys }: Loaded): TemplateResult {
    const say = (...given: Parameters<typeof this.say>) => this.say(...given)
    const valid = keys.filter(({ revokedAt }) => !revokedAt)
    return html`<h2 part="title" tabindex="-1"><bdi>${name}</bdi></h2>
      ${this.#noticeView('list')}
      <h3>${say('people')}</h3>
      ${members.length ? '' : html`<p class="muted">${say('nobody')}</p>`}
      <ul>
        ${members.map(({ id, name, email, roles: held, signedInAt }) =>
          this.#itemView({
            id,
            title: name,
            notes: [email, held.map((role) => say(role)).join(', '), signedInAt ? '' : say('neverIn')],
            end: say('removePerson'),
            onEnd: () => people.removeStaff(this.#api, id),
            ended: say('removed'),
          }),
        )}
      </ul>
      ${invitations.length ? html`<h3>${say('invited')}</h3>` : ''}
      <ul>
        ${invitations.map(({ id, email, role, expiresAt }) =>
          this.#itemView({
            id,
            title: email,
            notes: [say(role), say('until', { date: this.sayDate(expiresAt, { dateStyle: 'medium' }) })],
            end: say('withdraw'),
            onEnd: () => people.withdrawInvitation(this.#api, id),
            ended: say('withdrawn'),
          }),
        )}
      </ul>
      <h3>${say('invite')}</h3>
      ${this.#formView('invite', say('sendInvitation'), this.#invite, [
        this.#field('email', say('email'), { type: 'email' }),
        this.#roleField('role'),
      ])}
      <h3>${say('keys')}</h3>
      <p class="muted">${say('keysHint')}</p>
      ${
        this.#key
          ? html`<div class="notice good" tabindex="-1" id="made">
              <p>${say('keyMade')}</p>
              <p><code dir="ltr">${this.#key}</code></p>
            </div>`
          : ''
      }
      <ul>
        ${valid.map(({ id, name, role, lastUsedAt, expiresAt }) =>
          this.#itemView({
            id,
            title: name,
            notes: [
              say(role),
              lastUsedAt
                ? say('used', { date: this.sayDate(lastUsedAt, { dateStyle: 'medium', timeStyle: 'short' }) })
                : say('neverUsed'),
              expiresAt ? say('until', { date: this.sayDate(expiresAt, { dateStyle: 'medium' }) }) : '',
            ],
            end: say('revoke'),
            onEnd: () => people.revokeKey(this.#api, id),
            ended: say('revoked'),
          }),
        )}
      </ul>
      ${this.#formView('key', say('makeKey'), this.#makeKey, [
        this.#field('name', say('keyName'), {}),
        this.#roleField('keyRole'),
        this.#field('expiresInDays', say('keyDays'), { inputmode: 'numeric', isRequired: false }),
      ])}`
  }

  #itemView(item: {
    id: string
    title: string
    notes: string[]
    end: string
    onEnd: () => Promise<unknown>
    ended: string
  }): TemplateResult {
    const isDoomed = this.#doomed === item.id
    const action = isDoomed ? this.say('really', { what: item.end }) : item.end
    const press = () => {
      if (isDoomed) void this.#end(item.onEnd, item.ended)
      else {
        this.#doomed = item.id
        this.requestUpdate()
      }
    }
    return html`<li>
      <span>
        <b><bdi>${item.title}</bdi></b>
        <span class="muted">${item.notes.filter(Boolean).join(', ')}</span>
      </span>
      <button
        type="button"
        class=${isDoomed ? '' : 'quiet'}
        part="button"
        aria-label="${action}: ${item.title}"
        aria-disabled=${this.#isBusy}
        @click=${press}
      >
        ${action}
      </button>
    </li>`
  }

  #formView(part: Part, action: string, onSubmit: () => Promise<unknown>, fields: unknown): TemplateResult {
    const submit = (event: Event) => {
      event.preventDefault()
      void this.#do(part, onSubmit)
    }
    return html`<form novalidate @submit=${submit} id=${part}>
      ${fields} ${this.#noticeView(part)}
      <p class="actions"><button part="button" aria-disabled=${this.#isBusy}>${action}</button></p>
    </form>`
  }

  #noticeView(part: Part) {
    const said = this.#part === part ? this.#notice : ''
    return html`<p class="notice" part="error" role="alert" ?hidden=${!said}>${said}</p>`
  }

  #field(name: string, label: string, more: { type?: 'email'; inputmode?: string; isRequired?: boolean }) {
    const { isRequired = true } = more
    return textField({
      ...more,
      name,
      label,
      note: isRequired ? undefined : this.say('orNever'),
      error: this.#errors[name],
      value: this.#typed[name] ?? '',
      onInput: (value) => {
        this.#typed[name] = value
      },
      autocomplete: 'off',
      isRequired,
    })
  }

  #roleField(name: 'role' | 'keyRole'): TemplateResult {
    const choose = ({ target }: Event) => {
      this.#typed[name] = (target as HTMLSelectElement).value
    }
    return html`<div class="field">
      <label for=${name}>${this.say('role')}</label>
      <select id=${name} part="input" @change=${choose} aria-describedby="${name}-error">
        ${(name === 'role' ? roles : keyRoles).map((role) => html`<option value=${role} .selected=${role === (this.#typed[name] ?? 'officer')}>${this.say(role)}</option>`)}
      </select>
      <p class="error" id="${name}-error">${this.#errors[name]}</p>
    </div>`
  }

  #roleIn = <Role extends string>(from: readonly (Role | 'officer')[], name: 'role' | 'keyRole'): Role | 'officer' =>
    from.find((role) => role === this.#typed[name]) ?? 'officer'

  #invite = async () => {
    const { email = '' } = this.#typed
    await people.invite(this.#api, { email, role: this.#roleIn(roles, 'role') })
    this.#typed = {}
    this.#news = this.say('invitationSent', { email })
  }

  #makeKey = async () => {
    const { name = '', expiresInDays } = this.#typed
    const days = expiresInDays?.trim() ? Number(expiresInDays) : undefined
    const { key } = await people.createKey(this.#api, {
      name,
      role: this.#roleIn(keyRoles, 'keyRole'),
      expiresInDays: days,
    })
    this.#typed = {}
    this.#key = key
  }

  async #end(work: () => Promise<unknown>, said: string) {
    await this.#do('list', async () => {
      await work()
      this.#news = said
      this.#doomed = ''
    })
    await this.updateComplete
    this.focusOn('h2')
  }

  async #do(part: Part, work: () => Promise<unknown>) {
    if (this.#isBusy) return
    this.#isBusy = true
    this.#part = part
    this.#notice = this.#news = this.#key = ''
    this.#errors = {}
    this.requestUpdate()
    try {
      await work()
      await this.#load.reload()
    } catch (error) {
      this.#errors = error instanceof ProblemError ? fieldErrors(error) : {}
      // The field of the other form is called otherwise, since both stand on one page.
      const { role } = this.#errors
      if (part === 'key' && role) this.#errors = { ...this.#errors, keyRole: role }
      if (Object.keys(this.#errors).length === 0) this.#notice = this.sayError(error)
    }
    this.#isBusy = false
    this.requestUpdate()
    await this.updateComplete
    if (this.#key) this.focusOn('#made')
    else if (Object.keys(this.#errors).length) this.focusOn(`#${part} [aria-invalid=true]`)
  }
}

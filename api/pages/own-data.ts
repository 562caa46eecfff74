import { html } from 'hono/html'
import type { ResidentAppeal } from '../appeals/contract.js'
import type { Category, Classifier } from '../classifier/contract.js'
import type { AppealExport, ContactChange } from '../privacy/contract.js'
import { errorSummary, type FormState, firstValue, hidden, textField } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

const fields = ['name', 'email', 'phone'] as const
type Field = (typeof fields)[number]

/** What a resident does with what is held of an appeal: the values of `act` in the forms below. */
const acts = ['export', 'correct', 'erase', 'erase-sure'] as const
type Act = (typeof acts)[number]

export interface OwnData {
  appeal: ResidentAppeal
  secret: string
  /** The form for the contact, as it was sent and refused. */
  contact?: FormState | undefined
  isCorrected?: boolean
}

/** All that is held, as a file. */
export async function downloadOwn(page: Page, number: string, secret: string): Promise<Shown> {
  const held = await page.api<AppealExport>(`/appeals/${number}/export`, { headers: authorized(secret) })
  if (!held.ok) return { problem: held.problem }
  const name = `${page.organization.id}-${number}.json`
  return { file: { name, content: JSON.stringify(held.data, null, 2) } }
}

/** Corrects the contact; a problem when that is refused. */
export function correctOwn(page: Page, number: string, form: FormState, secret: string) {
  const body: ContactChange = {}
  // Only what the form had fields for: it has none for what the topic does not ask.
  for (const field of fields) {
    const typed = form.values[field]?.[0]
    if (typed !== undefined) body[field] = typed.trim() || null
  }
  return page.api<ResidentAppeal>(`/appeals/${number}/contact`, {
    method: 'PATCH',
    body,
    headers: { ...authorized(secret), 'idempotency-key': form.key },
  })
}

export const eraseOwn = (page: Page, number: string, form: FormState, secret: string) =>
  page.api<ResidentAppeal>(`/appeals/${number}`, {
    method: 'DELETE',
    headers: { ...authorized(secret), 'idempotency-key': form.key },
  })

const authorized = (secret: string) => ({ authorization: `Bearer ${secret}` })

/** The part of an appeal's own page that says what is held, and lets it be downloaded, corrected and erased. */
export async function renderOwnData(page: Page, { appeal, secret, contact, isCorrected }: OwnData): Promise<Html | ''> {
  if (appeal.erasedAt) return ''
  const all = page.texts
  const texts = all.privacy
  const held = await page.api<AppealExport>(`/appeals/${appeal.number}/export`, { headers: authorized(secret) })
  const until = held.ok ? held.data.keptUntil : null
  const asked = appeal.history.some(({ type }) => type === 'anonymized') ? [] : await askedFields(page, appeal)
  return html`<h2 id="data">${texts.yours}</h2>
${isCorrected ? html`<p class="done" role="status">${texts.corrected}</p>` : ''}
<p>${held.ok && held.data.isPublic ? texts.isPublic : texts.isPrivate}${until ? ` ${fill(until.action === 'delete' ? texts.untilErased : texts.untilAnonymous, { date: page.date(until.at, { dateStyle: 'long' }) })}` : ''} <a href="${page.link('/privacy')}">${texts.title}</a></p>
${asked.length > 0 ? renderContact(page, { appeal, secret, contact }, asked) : ''}
<div class="acts">
${actButton(secret, 'export', texts.download)}
${actButton(secret, 'erase', texts.erase)}
</div>
<p class="hint">${texts.downloadHint}</p>`
}

/** What the topic asks of a contact, or what was given where there is no such topic any more. */
async function askedFields(page: Page, { category: { code }, contact }: ResidentAppeal): Promise<Field[]> {
  const answer = await page.api<Classifier>('/categories')
  const all: Category[] = answer.ok ? answer.data.groups.flatMap(({ categories }) => categories) : []
  const category = all.find((candidate) => candidate.code === code)
  return fields.filter((field) => (category ? category.contact[field] !== 'none' : contact[field] !== null))
}

function renderContact(page: Page, { appeal, secret, contact }: OwnData, asked: Field[]): Html {
  const { texts } = page
  const form: FormState = contact ?? {
    key: crypto.randomUUID(),
    values: Object.fromEntries(fields.map((field) => [field, [appeal.contact[field] ?? '']])),
    errors: {},
  }
  const types = { name: 'text', email: 'email', phone: 'tel' }
  return html`<form method="post"><h3>${texts.privacy.contact}</h3>
${errorSummary(page, form, { name: texts.name, email: texts.email, phone: texts.phone })}
${hidden('key', form.key)}${hidden('secret', secret)}${hidden('act', 'correct')}
${asked.map((name, index) =>
  textField(page, form, {
    name,
    label: texts[name],
    hint: index === 0 ? texts.privacy.contactHint : undefined,
    type: types[name],
    maximum: name === 'email' ? 254 : 120,
    autocomplete: name === 'phone' ? 'tel' : name,
  }),
)}
<button>${texts.privacy.save}</button></form>`
}

const actButton = (secret: string, value: Act, label: string) =>
  html`<form method="post">${hidden('secret', secret)}${hidden('act', value)}<button class="quiet">${label}</button></form>`

/** Asks once more. Nothing is erased by the page before. */
export function askToErase(page: Page, appeal: ResidentAppeal, secret: string): Shown {
  const { privacy: texts } = page.texts
  const { number, answeredAt, status } = appeal
  const title = fill(texts.eraseSure, { number })
  const isOpen = answeredAt === null && status !== 'declined' && status !== 'closed'
  return {
    title,
    content: html`<h1>${title}</h1>
<div class="card">
<p>${texts.eraseWhat}</p>
${isOpen ? html`<p><strong>${texts.eraseOpen}</strong></p>` : ''}
<div class="acts">
<form method="post">${hidden('key', crypto.randomUUID())}${hidden('secret', secret)}${hidden('act', 'erase-sure')}<button class="danger">${texts.eraseYes}</button></form>
<form method="post">${hidden('secret', secret)}<button class="quiet">${texts.eraseNo}</button></form>
</div>
</div>`,
  }
}

export const actOf = (form: FormState): Act | undefined => acts.find((value) => value === firstValue(form, 'act'))

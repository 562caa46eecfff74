import { html } from 'hono/html'
import type { Attachment } from '../attachments/contract.js'
import { type FormState, field } from './form.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'

/**
 * Keeps each file with the API and notes it in the form, so that a form shown again still has it.
 * @param reply to which appeal, and by which secret, where they go along with a reply.
 * @returns why those are refused that are.
 */
export async function uploadFiles(
  page: Page,
  form: FormState,
  files: File[],
  reply?: { number: string; authorization: string },
): Promise<string[]> {
  const refusals: string[] = []
  for (const file of files) {
    const body = new FormData()
    body.set('file', file)
    if (reply) body.set('appeal', reply.number)
    const place = form.values.attachments?.length ?? 0
    const kept = await page.api<Attachment>('/attachments', {
      body,
      headers: {
        'idempotency-key': `${form.key.slice(0, 100)}.${place}.${file.size}`,
        ...(reply && { authorization: reply.authorization }),
      },
    })
    if (kept.ok) {
      form.values.attachments ??= []
      form.values.attachments.push(`${kept.data.id} ${kept.data.fileName}`)
    } else refusals.push(`${file.name}: ${kept.problem.detail}`)
  }
  return refusals
}

/** The ids of what a form has uploaded. */
export const uploadedIn = ({ values }: FormState): string[] =>
  (values.attachments ?? []).map((kept) => kept.split(' ')[0] ?? '')

/** Browsers cannot fill a file field again, so what was uploaded before stays as a ticked box. */
export function filesField(page: Page, form: FormState): Html {
  const { texts } = page
  const kept = form.values.attachments ?? []
  return html`${field(page, form, { name: 'files', label: texts.files, hint: texts.filesHint }, (attributes) => html`<input type="file" ${attributes} multiple accept="image/jpeg,image/png,image/webp,application/pdf">`)}
${kept.length > 0 ? html`<fieldset class="field"><legend>${texts.attached}</legend>${kept.map((value) => html`<label class="choice"><input type="checkbox" name="attachments" value="${value}" checked> <span>${value.slice(value.indexOf(' ') + 1)}</span></label>`)}</fieldset>` : ''}`
}

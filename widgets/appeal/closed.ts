import { html, type TemplateResult } from 'lit'
import type { Organization } from '../../sdk/organization.js'
import type { Say } from './fields.js'

/** Stands where no appeal can be written: why, and the ways there are besides. */
export const closedView = ({ features, contacts, name }: Organization, say: Say): TemplateResult => {
  const { phone, email } = contacts
  return html`<p>${say(features.appeals ? 'none' : 'off', { name })}</p>
    <p>${phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>` : ''}</p>
    <p>${email ? html`<a href="mailto:${email}">${email}</a>` : ''}</p>
    <slot></slot>`
}

import { html, type TemplateResult } from 'lit'

/** Has a screen reader say the text when it changes, without moving the focus. It must be on screen, empty, before. */
export const announcement = (text: string): TemplateResult => html`<p class="unseen" role="status">${text}</p>`

import { html } from 'hono/html'
import type { Markup, MarkupType } from '../discussions/markup.js'
import type { Html } from './layout.js'

const elements: Record<MarkupType, (of: unknown[], href: string) => Html> = {
  paragraph: (of) => html`<p>${of}</p>`,
  quote: (of) => html`<blockquote>${of}</blockquote>`,
  list: (of) => html`<ul>${of}</ul>`,
  numbers: (of) => html`<ol>${of}</ol>`,
  item: (of) => html`<li>${of}</li>`,
  strong: (of) => html`<strong>${of}</strong>`,
  emphasis: (of) => html`<em>${of}</em>`,
  // Neither endorsed by the town, nor told where the reader came from, nor given a hand on this page.
  link: (of, href) => html`<a href="${href}" rel="nofollow ugc noopener noreferrer">${of}</a>`,
}

/** What a resident laid out, by our own elements; each text in it is escaped. */
export const renderMarkup = (markup: Markup): string | Html =>
  typeof markup === 'string' ? markup : elements[markup.type](markup.of.map(renderMarkup), markup.href ?? '')

import { html, type TemplateResult } from 'lit'
import type { Markup } from '../../sdk/discussions.js'

/** What was laid out, by our own elements: a resident's text is never read as HTML. A link is neither endorsed nor told where it was followed. */
export const markup = (node: Markup): string | TemplateResult => {
  if (typeof node === 'string') return node
  const { type, href } = node
  const of = node.of.map(markup)
  return type === 'link'
    ? html`<a href=${href} rel="nofollow ugc noopener noreferrer">${of}</a>`
    : type === 'strong'
      ? html`<b>${of}</b>`
      : type === 'emphasis'
        ? html`<em>${of}</em>`
        : type === 'quote'
          ? html`<blockquote>${of}</blockquote>`
          : type === 'item'
            ? html`<li>${of}</li>`
            : type === 'list'
              ? html`<ul>${of}</ul>`
              : type === 'numbers'
                ? html`<ol>${of}</ol>`
                : html`<p>${of}</p>`
}

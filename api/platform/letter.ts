import { html } from 'hono/html'
import { directionOf, letterLanguage } from '../languages/further.js'
import type { Mail } from './services.js'

/** What a mail is made of, in its order: read the same in plain text and laid out. */
export type Part =
  | { text: string; as?: 'strong' | 'quote' | 'code' | 'faint' }
  | { link: string; label: string; isMain?: boolean }
  | { title: string; lines: readonly string[] }
  | { title: string; head: readonly string[]; rows: readonly (readonly string[])[] }

/** The languages that mails to staff are written in; those to residents are in more: see `languages/`. */
export const mailLanguage = (language: string): 'ru' | 'en' => (language === 'ru' ? 'ru' : 'en')

/** One layout for every mail. Styles stand in the elements: most mail programs take no others. */
export function letter({
  to,
  language,
  subject,
  parts,
  headers,
}: {
  to: string
  language: string
  subject: string
  parts: readonly Part[]
  headers?: Record<string, string>
}): Mail {
  return {
    to,
    // A name of several lines would end the header.
    subject: subject.replace(/\s+/g, ' '),
    text: parts.map(plain).join('\n\n'),
    html: String(
      html`<!doctype html>
<html lang="${letterLanguage(language)}"${directionOf(letterLanguage(language))}><body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a2230;background:#f3f5f9">
<div style="max-width:32rem;margin:0 auto;padding:24px;background:#fff;border-radius:12px">${parts.map(rich)}</div>
</body></html>`,
    ),
    // Programs that answer when someone is away keep silent (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', ...headers },
  }
}

function plain(part: Part): string {
  if ('link' in part) return `${part.label}:\n${part.link}`
  if ('lines' in part) return [part.title, ...part.lines].join('\n')
  if ('rows' in part) {
    const { title, head, rows } = part
    const line = ([name, ...values]: readonly string[]) =>
      `${name}: ${values.map((value, index) => (index ? `${head[index + 1]} ${value}` : value)).join(', ')}`
    return [title, ...rows.map(line)].join('\n')
  }
  return part.text
}

function rich(part: Part) {
  if ('link' in part) {
    const style = part.isMain
      ? 'display:inline-block;padding:11px 22px;color:#fff;background:#1a55c0;border-radius:8px;text-decoration:none;font-weight:600'
      : 'color:#1a55c0'
    return html`<p><a href="${part.link}" style="${style}">${part.label}</a></p>`
  }
  if ('lines' in part) {
    return html`<h2 style="font-size:18px">${part.title}</h2><ul>${part.lines.map((line) => html`<li>${line}</li>`)}</ul>`
  }
  if ('rows' in part) {
    const cell = 'padding:4px 8px 4px 0;border-bottom:1px solid #d5dbe6;vertical-align:top'
    const aside = (index: number) => (index ? `${cell};text-align:end;white-space:nowrap` : cell)
    return html`<h2 style="font-size:18px">${part.title}</h2><table style="width:100%;border-collapse:collapse;font-size:14px"><tr>${part.head.map((name, index) => html`<th scope="col" style="${aside(index)};font-weight:normal;color:#556074${index ? '' : ';text-align:start'}">${name}</th>`)}</tr>${part.rows.map((row) => html`<tr>${row.map((value, index) => html`<td style="${aside(index)}" dir="auto">${value}</td>`)}</tr>`)}</table>`
  }
  const { text } = part
  switch (part.as) {
    case 'strong':
      return html`<p style="font-size:20px"><strong>${text}</strong></p>`
    case 'code':
      return html`<p style="font-size:32px;letter-spacing:6px"><strong>${text}</strong></p>`
    case 'quote':
      return html`<blockquote style="margin:0;padding-inline-start:1em;border-inline-start:3px solid #1a55c0;white-space:pre-line" dir="auto">${text}</blockquote>`
    case 'faint':
      return html`<p style="color:#556074">${text}</p>`
    default:
      return html`<p>${text}</p>`
  }
}

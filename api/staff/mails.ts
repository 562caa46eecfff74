import { html } from 'hono/html'
import type { Role } from '../identity/roles.js'
import type { Mail } from '../platform/services.js'
import { type MailTexts, mailTexts } from './mail-texts.js'

const textsIn = (language: string) => mailTexts[language === 'ru' ? 'ru' : 'en']
const localeOf = (language: string) => (language === 'ru' ? 'ru' : 'en')

/** @param organization what it is called. */
export function invitationMail(
  language: string,
  given: { to: string; organization: string; role: Role; link: string; expiresAt: Date; timeZone: string },
): Mail {
  const { to, organization, link, expiresAt, timeZone } = given
  const { roles, invitation } = textsIn(language)
  const date = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone }).format(expiresAt)
  return letter(language, { to, link, texts: invitation, values: { organization, role: roles[given.role], date } })
}

export const resetMail = (language: string, { to, link }: { to: string; link: string }): Mail =>
  letter(language, { to, link, texts: textsIn(language).reset, values: { email: to } })

function letter(
  language: string,
  { to, link, texts, values }: { to: string; link: string; texts: MailTexts['reset']; values: Record<string, string> },
): Mail {
  const say = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const { greeting, action } = texts
  const [text, until, ignore] = [say(texts.text), say(texts.until), say(texts.ignore)]
  const body = html`<!doctype html>
<html lang="${localeOf(language)}"><body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a2230;background:#f3f5f9">
<div style="max-width:32rem;margin:0 auto;padding:24px;background:#fff;border-radius:12px">
<p>${greeting}</p><p>${text}</p>
<p><a href="${link}" style="display:inline-block;padding:11px 22px;color:#fff;background:#1a55c0;border-radius:8px;text-decoration:none;font-weight:600">${action}</a></p>
<p>${until}</p><p style="color:#556074">${ignore}</p>
</div></body></html>`
  return {
    to,
    subject: say(texts.subject).replace(/\s+/g, ' '),
    text: [greeting, text, `${action}:\n${link}`, until, ignore].join('\n\n'),
    html: String(body),
    // Programs that answer when someone is away keep silent (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

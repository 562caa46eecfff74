import type { Role } from '../identity/roles.js'
import { fill } from '../platform/language.js'
import { letter, mailLanguage } from '../platform/letter.js'
import type { Mail } from '../platform/services.js'
import { type MailTexts, mailTexts } from './mail-texts.js'

const textsIn = (language: string) => mailTexts[mailLanguage(language)]

/** @param organization what it is called. */
export function invitationMail(
  language: string,
  given: { to: string; organization: string; role: Role; link: string; expiresAt: Date; timeZone: string },
): Mail {
  const { to, organization, link, expiresAt, timeZone } = given
  const { roles, invitation } = textsIn(language)
  const date = new Intl.DateTimeFormat(mailLanguage(language), { dateStyle: 'long', timeZone }).format(expiresAt)
  return compose(language, { to, link, texts: invitation, values: { organization, role: roles[given.role], date } })
}

export const resetMail = (language: string, { to, link }: { to: string; link: string }): Mail =>
  compose(language, { to, link, texts: textsIn(language).reset, values: { email: to } })

/** @param link to the account. */
export const passkeyMail = (language: string, given: { to: string; link: string }): Mail =>
  news(language, { ...given, texts: textsIn(language).passkeyAdded })

/** @param passkeys how many open the account as before. */
export function passwordMail(
  language: string,
  { passkeys, ...given }: { to: string; link: string; passkeys: number },
): Mail {
  const { passwordSet, passkeysLeft } = textsIn(language)
  const left = passkeys > 0 ? fill(passkeysLeft, { count: String(passkeys) }) : undefined
  return news(language, { ...given, texts: passwordSet, more: left })
}

function news(
  language: string,
  { to, link, texts, more }: { to: string; link: string; texts: MailTexts['passwordSet']; more?: string | undefined },
): Mail {
  const { subject, greeting, text, action, warning } = texts
  return letter({
    to,
    language,
    subject,
    parts: [
      { text: greeting },
      { text: fill(text, { email: to }) },
      ...(more === undefined ? [] : [{ text: more }]),
      { link, label: action, isMain: true },
      { text: warning },
    ],
  })
}

function compose(
  language: string,
  { to, link, texts, values }: { to: string; link: string; texts: MailTexts['reset']; values: Record<string, string> },
): Mail {
  const { subject, greeting, text, action, until, ignore } = texts
  return letter({
    to,
    language,
    subject: fill(subject, values),
    parts: [
      { text: greeting },
      { text: fill(text, values) },
      { link, label: action, isMain: true },
      { text: fill(until, values) },
      { text: ignore, as: 'faint' },
    ],
  })
}

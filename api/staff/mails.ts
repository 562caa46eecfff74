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

import { furtherTexts } from '../languages/further.js'
import { fill } from '../platform/language.js'
import { letter, mailLanguage } from '../platform/letter.js'
import type { Mail } from '../platform/services.js'
import { CODE_LASTS } from './codes.js'

const texts = {
  en: {
    subject: '{code} is your code: {organization}',
    hello: 'To take part on the website of {organization}, type this code where you were asked for it:',
    lasts: 'It is good for {minutes} minutes, and once. Nobody will ask you for it by telephone or in a message.',
    ignore: 'If you did not ask for it, do nothing: without the code nobody gets in by your address.',
  },
  ru: {
    subject: '{code} — ваш код: {organization}',
    hello: 'Чтобы принять участие на сайте «{organization}», введите этот код там, где вас о нём спросили:',
    lasts:
      'Код действует {minutes} минут и только один раз. Никто не станет спрашивать его по телефону или в сообщении.',
    ignore: 'Если вы его не запрашивали, ничего не делайте: без кода никто не войдёт с вашим адресом.',
  },
}

export type CodeMailTexts = typeof texts.en

/** No link in it: a mail with one teaches people to follow links in mails. */
export function codeMail({
  to,
  code,
  organization,
  language,
}: {
  to: string
  code: string
  /** Its name in the language. */
  organization: string
  language: string
}): Mail {
  const say = (name: keyof CodeMailTexts) =>
    fill(furtherTexts(language)?.codeMail?.[name] ?? texts[mailLanguage(language)][name], {
      code,
      organization,
      minutes: CODE_LASTS / 60_000,
    })
  return letter({
    to,
    language,
    subject: say('subject'),
    parts: [
      { text: say('hello') },
      { text: code, as: 'code' },
      { text: say('lasts') },
      { text: say('ignore'), as: 'faint' },
    ],
  })
}

import { furtherTexts } from '../languages/further.js'
import type { Way } from '../organizations/ways.js'

/** What each way asks of a resident, and what is kept: a sentence, as it is shown where one has to be chosen. */
const texts: Record<'en' | 'ru', Record<Way, string>> = {
  en: {
    anonymous: 'Without a name: your device does a moment of work instead; nothing that leads to you is asked for.',
    email: 'By a code sent to your e-mail: you are asked for the address, which is kept encrypted and never shown.',
    site: 'By signing in on this website: it tells who you are, and what it tells is kept encrypted and never shown.',
    oidc: 'By signing in with your account elsewhere: it tells your name and e-mail, which are kept encrypted and never shown.',
  },
  ru: {
    anonymous: 'Без имени: вместо этого устройство недолго поработает; ничего о вас не спрашивают.',
    email: 'По коду из письма: нужен адрес электронной почты; он хранится зашифрованным и никому не виден.',
    site: 'Через вход на этом сайте: сайт сообщит, кто вы; эти сведения хранятся зашифрованными и никому не видны.',
    oidc: 'Через вашу учётную запись в другой службе: она сообщит имя и почту; они хранятся зашифрованными и никому не видны.',
  },
}

export const explain = (ways: readonly Way[], language: string): Partial<Record<Way, string>> =>
  Object.fromEntries(
    ways.map((way) => [way, furtherTexts(language)?.ways?.[way] ?? texts[language === 'ru' ? 'ru' : 'en'][way]]),
  )

import { html } from 'hono/html'
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

/** No link in it: a mail with one teaches people to follow links in mails. */
export async function codeMail({
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
}): Promise<Mail> {
  const spoken = language === 'ru' ? 'ru' : 'en'
  const values: Record<string, string> = { code, organization, minutes: String(CODE_LASTS / 60_000) }
  const say = (name: keyof typeof texts.en) =>
    texts[spoken][name].replace(/\{(\w+)\}/g, (_, value: string) => values[value] ?? '')
  return {
    to,
    subject: say('subject'),
    text: [say('hello'), code, say('lasts'), say('ignore')].join('\n\n'),
    html: String(
      await html`<!doctype html><html lang="${spoken}"><body style="font: 16px/1.5 sans-serif; max-width: 36em"><p>${say('hello')}</p><p style="font-size: 32px; letter-spacing: 6px"><strong>${code}</strong></p><p>${say('lasts')}</p><p>${say('ignore')}</p></body></html>`,
    ),
    // Not for those who answer every mail by themselves (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

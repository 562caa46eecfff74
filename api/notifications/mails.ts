import type { Status } from '../appeals/transitions.js'
import { furtherTexts } from '../languages/further.js'
import { textsFor } from '../pages/texts.js'
import { fill } from '../platform/language.js'
import { letter, mailLanguage, type Part } from '../platform/letter.js'
import type { Mail } from '../platform/services.js'

const texts = {
  en: {
    confirmSubject: 'Appeal no. {number}: shall we write to you? {organization}',
    confirm:
      'Appeal no. {number} to {organization} was sent with this address. If it was you, say so, and you will be told of each step and of the answer:',
    confirmAction: 'Yes, tell me',
    ignore: 'If it was not you, do nothing: nothing more will come.',
    stepSubject: 'Appeal no. {number}: {status}. {organization}',
    step: 'Your appeal no. {number} ({topic}):',
    until: 'It is to be answered by {date}.',
    paused: 'The deadline stands until you reply. Reply on the page of your appeal, by your private link.',
    open: 'Open the appeal',
    openHint: 'Your private link, which you were given when you sent it, shows all of it.',
    rateSubject: 'Appeal no. {number}: does the answer solve it? {organization}',
    rate: 'Your appeal no. {number} ({topic}) was answered. Please rate the answer, or say what is still wrong, by your private link. We ask once.',
    why: 'You get this mail because you asked to be told of this appeal.',
    confirmSupport:
      'With this address someone says of appeal no. {number} to {organization}: this is mine too. If it was you, say so, and you will be told of each step and of the answer:',
    stepSupported: 'Appeal no. {number} ({topic}), which you support:',
    rateSupported:
      'Appeal no. {number} ({topic}), which you support, was answered. Please say whether that solves it. We ask once.',
    rateAction: 'Rate the answer',
    whySupported: 'You get this mail because you support this appeal and asked to be told of it.',
    stop: 'No more mails of this appeal',
  },
  ru: {
    confirmSubject: 'Обращение № {number}: писать ли вам? {organization}',
    confirm:
      'С этим адресом в «{organization}» отправлено обращение № {number}. Если это вы, подтвердите — и мы сообщим о каждом шаге и об ответе:',
    confirmAction: 'Да, сообщайте мне',
    ignore: 'Если это не вы, ничего не делайте: больше писем не будет.',
    stepSubject: 'Обращение № {number}: {status}. {organization}',
    step: 'Ваше обращение № {number} ({topic}):',
    until: 'Ответ обещан не позднее {date}',
    paused: 'Пока вы не ответите, срок не идёт. Ответить можно на странице обращения по вашей личной ссылке.',
    open: 'Открыть обращение',
    openHint: 'Целиком его показывает личная ссылка, которую вы получили при отправке.',
    rateSubject: 'Обращение № {number}: решён ли вопрос? {organization}',
    rate: 'На ваше обращение № {number} ({topic}) дан ответ. Оцените его по личной ссылке или напишите, что осталось не так. Мы спрашиваем один раз.',
    why: 'Вы получили это письмо, потому что просили сообщать об этом обращении.',
    confirmSupport:
      'С этим адресом кто-то поддержал обращение № {number} в «{organization}»: «у меня то же самое». Если это вы, подтвердите — и мы сообщим о каждом шаге и об ответе:',
    stepSupported: 'Обращение № {number} ({topic}), которое вы поддержали:',
    rateSupported:
      'На обращение № {number} ({topic}), которое вы поддержали, дан ответ. Оцените, решён ли вопрос. Мы спрашиваем один раз.',
    rateAction: 'Оценить ответ',
    whySupported: 'Вы получили это письмо, потому что поддержали это обращение и просили о нём сообщать.',
    stop: 'Не писать мне об этом обращении',
  },
}

export type FollowerMailTexts = typeof texts.en

export interface Told {
  to: string
  language: string
  /** Its name in the language. */
  organization: string
  number: number
  topic: string
  /** Of the appeal's page, and of the page to confirm or end these mails. */
  page: string
  notices: string
  /** Where a mail program ends them by itself (RFC 8058). */
  unsubscribe: string
  /** They did not send it themselves. */
  isSupporter: boolean
}

/** Whether the address is theirs: of the appeal nothing but its number, since it may be a stranger's. */
export function confirmMail(told: Told): Mail {
  const say = sayIn({ ...told })
  return compose(told, say('confirmSubject'), [
    { text: say(told.isSupporter ? 'confirmSupport' : 'confirm') },
    { link: told.notices, label: say('confirmAction'), isMain: true },
    { text: say('ignore'), as: 'faint' },
  ])
}

/** @param step.text as it was told; `deadline` in words. */
export function stepMail(told: Told, step: { status: Status; text: string | null; deadline: string | null }): Mail {
  const status = textsFor(told.language).statuses[step.status]
  const say = sayIn({ ...told, status, date: step.deadline ?? '' })
  return compose(told, say('stepSubject'), [
    { text: say(told.isSupporter ? 'stepSupported' : 'step') },
    { text: status, as: 'strong' },
    ...(step.text ? [{ text: step.text, as: 'quote' as const }] : []),
    ...(step.status === 'waiting'
      ? told.isSupporter
        ? []
        : [{ text: say('paused') }]
      : step.deadline
        ? [{ text: say('until') }]
        : []),
    { link: told.page, label: say('open'), isMain: true },
    ...(told.isSupporter ? [] : [{ text: say('openHint') }]),
    ...footer(told, say),
  ])
}

export function rateMail(told: Told): Mail {
  const say = sayIn({ ...told })
  return compose(told, say('rateSubject'), [
    { text: say(told.isSupporter ? 'rateSupported' : 'rate') },
    told.isSupporter
      ? { link: told.notices, label: say('rateAction'), isMain: true }
      : { link: told.page, label: say('open'), isMain: true },
    ...footer(told, say),
  ])
}

type Say = (name: keyof FollowerMailTexts) => string

const footer = ({ notices, isSupporter }: Told, say: Say): Part[] => [
  { text: say(isSupporter ? 'whySupported' : 'why'), as: 'faint' },
  { link: notices, label: say('stop') },
]

const sayIn =
  ({ isSupporter: _, ...values }: Told & { status?: string; date?: string }): Say =>
  (name) =>
    fill(furtherTexts(values.language)?.followerMails?.[name] ?? texts[mailLanguage(values.language)][name], values)

const compose = ({ to, language, unsubscribe }: Told, subject: string, parts: Part[]): Mail =>
  letter({
    to,
    language,
    subject,
    parts,
    headers: { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  })

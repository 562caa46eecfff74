import { furtherTexts } from '../../languages/further.js'
import { textsFor } from '../../pages/texts.js'
import { fill } from '../../platform/language.js'
import { letter, mailLanguage, type Part } from '../../platform/letter.js'
import type { Mail } from '../../platform/services.js'
import type { Stage } from '../stages.js'

const texts = {
  en: {
    confirmSubject: 'Follow “{title}” by mail? {organization}',
    confirm:
      'With this address someone asked to be told by mail of the discussion “{title}” of {organization}. If it was you, say so:',
    confirmAction: 'Yes, tell me',
    ignore: 'If it was not you, do nothing: nothing more will come.',
    subject: '“{title}”: what is new. {organization}',
    stage: 'The discussion has reached a new stage:',
    official: 'Official answers',
    comments: 'New comments',
    more: 'and {count} more',
    anonymous: 'Anonymous',
    open: 'Open the discussion',
    why: 'You get this mail because you asked to be told of this discussion.',
    stop: 'Less often, or no more',
    objectionSubject: 'Your objection was decided. {organization}',
    objection: 'You objected to what a moderator did with your comment in “{title}”. Someone else has looked at it:',
    granted: 'You were right: everyone reads your comment again.',
    upheld: 'It stays as it was decided.',
    openComment: 'Open your comment',
  },
  ru: {
    confirmSubject: 'Следить за обсуждением «{title}» по почте? {organization}',
    confirm:
      'С этим адресом кто-то попросил сообщать по почте об обсуждении «{title}» («{organization}»). Если это вы, подтвердите:',
    confirmAction: 'Да, сообщайте мне',
    ignore: 'Если это не вы, ничего не делайте: больше писем не будет.',
    subject: '«{title}»: что нового. {organization}',
    stage: 'Обсуждение перешло на новый этап:',
    official: 'Официальные ответы',
    comments: 'Новые комментарии',
    more: 'и ещё {count}',
    anonymous: 'Без имени',
    open: 'Открыть обсуждение',
    why: 'Вы получили это письмо, потому что просили сообщать об этом обсуждении.',
    stop: 'Реже или больше не писать',
    objectionSubject: 'Ваше возражение рассмотрено. {organization}',
    objection:
      'Вы возразили против решения модератора о вашем комментарии в обсуждении «{title}». Его рассмотрел другой человек:',
    granted: 'Вы были правы: ваш комментарий снова читают все.',
    upheld: 'Решение осталось прежним.',
    openComment: 'Открыть комментарий',
  },
}

export type DiscussionMailTexts = typeof texts.en

export interface Told {
  to: string
  language: string
  /** Its name, and the discussion's title, in the language. */
  organization: string
  title: string
  /** The discussion's page, and the page to confirm or end these mails. */
  page: string
  settings: string
  /** Where a mail program ends them by itself (RFC 8058). */
  unsubscribe: string
}

/** Whether the address wants it: of the discussion nothing but what it is called, since it may be a stranger's. */
export function confirmMail(told: Told): Mail {
  const say = sayIn(told)
  return compose(told, say('confirmSubject'), [
    { text: say('confirm') },
    { link: told.settings, label: say('confirmAction'), isMain: true },
    { text: say('ignore'), as: 'faint' },
  ])
}

interface Said {
  name: string | null
  text: string
}

/** @param news.stages with what was said there: the summary, or the outcome. @param news.more comments beside those named. */
export function newsMail(
  told: Told,
  news: { stages: { stage: Stage; text: string | null }[]; official: Said[]; said: Said[]; more: number },
): Mail {
  const say = sayIn(told)
  const { stages } = textsFor(told.language)
  const line = ({ name, text }: Said) => `${name || say('anonymous')}: ${text}`
  const list = (title: string, items: Said[], more = 0): Part[] =>
    items.length === 0
      ? []
      : [
          {
            title: `${title}: ${items.length + more}`,
            lines: [...items.map(line), ...(more > 0 ? [fill(say('more'), { count: more })] : [])],
          },
        ]
  return compose(told, say('subject'), [
    { text: told.title, as: 'strong' },
    ...news.stages.flatMap(({ stage, text }): Part[] => [
      { text: say('stage') },
      { text: stages[stage], as: 'strong' },
      ...(text ? [{ text, as: 'quote' as const }] : []),
    ]),
    ...list(say('official'), news.official),
    ...list(say('comments'), news.said, news.more),
    { link: told.page, label: say('open'), isMain: true },
    { text: say('why'), as: 'faint' },
    { link: told.settings, label: say('stop') },
  ])
}

/** What became of an objection, to whoever objected. */
export function objectionMail(
  told: Pick<Told, 'to' | 'language' | 'organization' | 'title' | 'page'>,
  { isGranted, answer }: { isGranted: boolean; answer: string },
): Mail {
  const say = sayIn(told)
  return letter({
    to: told.to,
    language: languageOf(told.language),
    subject: say('objectionSubject'),
    parts: [
      { text: say('objection') },
      { text: say(isGranted ? 'granted' : 'upheld'), as: 'strong' },
      ...(answer ? [{ text: answer, as: 'quote' as const }] : []),
      { link: told.page, label: say('openComment'), isMain: true },
    ],
  })
}

/** Each mail is in one language, and says which. */
const languageOf = (language: string) => (furtherTexts(language)?.discussionMails ? language : mailLanguage(language))

const sayIn =
  ({ language, organization, title }: Pick<Told, 'language' | 'organization' | 'title'>) =>
  (name: keyof DiscussionMailTexts): string =>
    fill(furtherTexts(language)?.discussionMails?.[name] ?? texts[mailLanguage(language)][name], {
      organization,
      title,
    })

const compose = ({ to, language, unsubscribe }: Told, subject: string, parts: Part[]): Mail =>
  letter({
    to,
    language: languageOf(language),
    subject,
    parts,
    headers: { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  })

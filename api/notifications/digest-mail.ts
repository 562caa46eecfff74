import type { DueAppeal } from '../appeals/due.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { fill, localize } from '../platform/language.js'
import { letter, mailLanguage } from '../platform/letter.js'
import type { Mail } from '../platform/services.js'

const texts = {
  en: {
    subject: 'Overdue: {overdue}, due today: {today}. {organization}',
    overdue: 'Overdue',
    today: 'Due today',
    register: 'to be registered',
    since: 'since {date}',
    more: 'and {count} more',
    open: 'Open the desk',
  },
  ru: {
    subject: 'Просрочено: {overdue}, на сегодня: {today}. {organization}',
    overdue: 'Просрочено',
    today: 'На сегодня',
    register: 'зарегистрировать',
    since: 'с {date}',
    more: 'и ещё {count}',
    open: 'Открыть рабочее место',
  },
}

/** Appeals named in one list: the rest is seen at the desk. */
const NAMED = 20

/** What is due, by number and topic: nothing of what residents wrote goes by mail. */
export function digestMail({
  to,
  organization,
  due,
  now,
  url,
}: {
  to: string
  organization: ResolvedOrganization
  due: readonly DueAppeal[]
  now: Date
  url: string
}): Mail {
  const { id, names, settings } = organization
  const language = mailLanguage(settings.languages[0] ?? 'en')
  const say = (name: keyof typeof texts.en, values: Record<string, string | number> = {}) =>
    fill(texts[language][name], values)
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: settings.timeZone })
  const overdue = due.filter(({ dueAt }) => dueAt < now)
  const today = due.filter(({ dueAt }) => dueAt >= now)
  const line = ({ number, categoryNames, isUnregistered, dueAt }: DueAppeal) =>
    [
      `№ ${number}`,
      localize(categoryNames, language, settings.languages),
      isUnregistered && say('register'),
      dueAt < now && say('since', { date: day.format(dueAt) }),
    ]
      .filter(Boolean)
      .join(' · ')
  const sections = [
    { title: say('overdue'), appeals: overdue },
    { title: say('today'), appeals: today },
  ].filter(({ appeals }) => appeals.length > 0)
  const lists = sections.map(({ title, appeals }) => ({
    title: `${title}: ${appeals.length}`,
    lines: [
      ...appeals.slice(0, NAMED).map(line),
      ...(appeals.length > NAMED ? [say('more', { count: appeals.length - NAMED })] : []),
    ],
  }))
  return letter({
    to,
    language,
    subject: say('subject', {
      overdue: overdue.length,
      today: today.length,
      organization: localize(names, language, settings.languages),
    }),
    parts: [...lists, { link: `${url}/desk?organization=${id}`, label: say('open'), isMain: true }],
  })
}

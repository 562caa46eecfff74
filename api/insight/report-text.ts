import type { ResolvedOrganization } from '../organizations/resolve.js'
import { textsFor } from '../pages/texts.js'
import { fill, localize } from '../platform/language.js'
import { mailLanguage } from '../platform/letter.js'
import type { Figures } from './contract.js'
import type { Report } from './report.js'

const texts = {
  en: {
    title: '{organization}: figures',
    subject: '{organization}: {received} received, {overdue} overdue ({period})',
    figures: 'In figures',
    figure: 'Figure',
    now: 'In this period',
    before: 'Before',
    atMost: 'target: {value} at most',
    atLeast: 'target: {value} at least',
    systemic: 'Where it hurts most',
    topic: 'Topic',
    score: 'How systemic, 0 to 100',
    overdue: 'Overdue, by topic',
    topics: 'By topic',
    open: 'Open the figures',
    attached: 'The same to print is attached.',
    stop: 'How often this comes is chosen below the figures.',
  },
  ru: {
    title: '{organization}: показатели',
    subject: '{organization}: поступило {received}, просрочено {overdue} ({period})',
    figures: 'В цифрах',
    figure: 'Показатель',
    now: 'За период',
    before: 'До него',
    atMost: 'цель: не больше {value}',
    atLeast: 'цель: не меньше {value}',
    systemic: 'Где болит сильнее всего',
    topic: 'Тема',
    score: 'Системность, от 0 до 100',
    overdue: 'Просрочено по темам',
    topics: 'По темам',
    open: 'Открыть показатели',
    attached: 'То же для печати — во вложении.',
    stop: 'Как часто присылать это письмо, выбирают под показателями.',
  },
}
export type ReportText = keyof typeof texts.en

export interface Section {
  title: string
  head: string[]
  rows: string[][]
}
/** A report in words, as mail and paper show it. */
export interface Written {
  language: 'en' | 'ru'
  organization: string
  title: string
  period: string
  sections: Section[]
  say(name: ReportText, values?: Record<string, string | number>): string
}

type Kind = 'count' | 'share' | 'days'
const shown = [
  ['received', 'count'],
  ['solved', 'count'],
  ['solvedShare', 'share'],
  ['inTimeShare', 'share'],
  ['averageDays', 'days'],
  ['ratedWellShare', 'share'],
  ['open', 'count'],
  ['overdue', 'count'],
] as const satisfies [keyof Figures, Kind][]

/** @param wanted the language asked for: there are two, as of the mails to staff. */
export function writeReport(report: Report, { names, settings }: ResolvedOrganization, wanted: string): Written {
  const language = mailLanguage(wanted)
  const say: Written['say'] = (name, values = {}) => fill(texts[language][name], values)
  const called = textsFor(language).figures
  const { period, figures, before, targets, systemic, overdue, topics } = report
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const number = (value: number) => said(value, 'count', language)
  const targetOf = (key: keyof Figures) =>
    key === 'averageDays'
      ? say('atMost', { value: said(targets.averageDays, 'days', language) })
      : key === 'ratedWellShare'
        ? say('atLeast', { value: said(targets.ratedWellShare, 'share', language) })
        : undefined
  const section = (title: ReportText, head: string[], rows: string[][]) =>
    rows.length > 0 ? [{ title: say(title), head, rows }] : []
  const organization = localize(names, language, settings.languages)
  return {
    language,
    say,
    organization,
    title: say('title', { organization }),
    period: day.formatRange(new Date(period.from), new Date(period.to)),
    sections: [
      ...section(
        'figures',
        [say('figure'), say('now'), say('before')],
        shown.map(([key, kind]) => {
          const target = targetOf(key)
          const name = target ? `${called[key]} (${target})` : called[key]
          return [name, said(figures[key], kind, language), said(before[key], kind, language)]
        }),
      ),
      ...section(
        'systemic',
        [say('topic'), say('score'), called.received],
        systemic.map(({ topic, place, score, received }) => [
          place ? `${topic} · ${place}` : topic,
          number(score),
          number(received),
        ]),
      ),
      ...section(
        'overdue',
        [say('topic'), called.overdue],
        overdue.map((each) => [each.topic, number(each.overdue)]),
      ),
      ...section(
        'topics',
        [say('topic'), called.received, called.solved, called.inTimeShare],
        topics.map(({ topic, figures }) => [
          topic,
          number(figures.received),
          number(figures.solved),
          said(figures.inTimeShare, 'share', language),
        ]),
      ),
    ],
  }
}

function said(value: number | null, kind: Kind, language: string): string {
  if (value === null) return '–'
  const options = kind === 'share' ? ({ style: 'percent' } as const) : { maximumFractionDigits: 1 }
  return value.toLocaleString(language, options)
}

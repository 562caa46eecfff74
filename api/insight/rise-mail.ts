import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Queryable } from '../platform/database.js'
import { fill, localize } from '../platform/language.js'
import { letter, mailLanguage } from '../platform/letter.js'
import type { Mail } from '../platform/services.js'
import { categoryNames } from './names.js'
import type { LocalRise } from './watch.js'

const texts = {
  en: {
    subject: 'Sudden rise: {topic}, {observed} in {days} d. {organization}',
    what: '{topic}: {observed} appeals from one place within {days} d, where about {expected} are usual. By chance alone that happens with a probability of {probability}.',
    where: 'A square of about a kilometre around {latitude}, {longitude}.',
    cases: 'The appeals',
    more: 'and {count} more',
    open: 'Open the desk',
  },
  ru: {
    subject: 'Внезапный рост: {topic}, {observed} за {days} дн. {organization}',
    what: '{topic}: {observed} обращений из одного места за {days} дн., а обычно бывает около {expected}. Вероятность случайного совпадения — {probability}.',
    where: 'Квадрат со стороной около километра вокруг точки {latitude}, {longitude}.',
    cases: 'Обращения',
    more: 'и ещё {count}',
    open: 'Открыть рабочее место',
  },
}

/** Appeals named in the mail: the rest is seen at the desk. */
const NAMED = 20

/** What rises where, by numbers: nothing of what residents wrote goes by mail. */
export async function riseMail(
  database: Queryable,
  {
    to,
    organization,
    rise: { category, south, west, days, observed, expected, probability, numbers },
    now,
    url,
  }: { to: string; organization: ResolvedOrganization; rise: LocalRise; now: Date; url: string },
): Promise<Mail> {
  const { id, names, settings } = organization
  const language = mailLanguage(settings.languages[0] ?? 'en')
  const known = await categoryNames(database, organization, { language, now })
  const number = (value: number) => value.toLocaleString(language, { maximumSignificantDigits: 2 })
  const values = {
    topic: known.get(category)?.name ?? category,
    organization: localize(names, language, settings.languages),
    observed,
    days,
    expected: number(expected),
    probability: probability.toExponential(0),
    latitude: ((south + 0.5) / 100).toFixed(3),
    longitude: ((west + 1) / 100).toFixed(2),
  }
  const say = (name: keyof typeof texts.en, more: Record<string, number> = {}) =>
    fill(texts[language][name], { ...values, ...more })
  const lines = numbers.slice(0, NAMED).map((each) => `№ ${each}`)
  if (numbers.length > NAMED) lines.push(say('more', { count: numbers.length - NAMED }))
  return letter({
    to,
    language,
    subject: say('subject'),
    parts: [
      { text: say('what'), as: 'strong' },
      { text: say('where') },
      { title: say('cases'), lines },
      { link: `${url}/desk?organization=${id}#appeal=${numbers[0]}`, label: say('open'), isMain: true },
    ],
  })
}

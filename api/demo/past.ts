import { v7 as uuid } from 'uuid'
import type { AppealEvent } from '../appeals/history.js'
import { type ImportedAppeal, insertImported } from '../appeals/imported.js'
import { territories } from '../insight/tables.js'
import type { Transaction } from '../platform/database.js'
import { demoClassifier } from './classifier.js'
import { demoTerritories } from './territories.js'

const DAY = 24 * 3_600_000
const HOUR = DAY / 24
/** Of the latest of them: what came later is told in stories. */
const YOUNGEST = 60
const OLDEST = 420

/** How often, whose, in what words; and where it grows of late. */
const topics = [
  {
    code: 'potholes',
    weight: 9,
    body: 'Муниципальное дорожно-эксплуатационное предприятие',
    text: 'Яма на проезжей части',
    grows: 'samarovo',
  },
  {
    code: 'snow-on-road',
    weight: 7,
    body: 'Муниципальное дорожно-эксплуатационное предприятие',
    text: 'Не убран снег на тротуаре',
  },
  { code: 'street-light', weight: 6, body: 'Горэлектросеть', text: 'Не горит фонарь' },
  {
    code: 'waste-not-collected',
    weight: 8,
    body: 'Департамент городского хозяйства',
    text: 'Переполнены контейнеры',
    grows: 'west',
  },
  { code: 'playgrounds', weight: 3, body: 'Департамент городского хозяйства', text: 'Сломано на детской площадке' },
  { code: 'bus-stop', weight: 4, body: 'Управление транспорта и связи', text: 'Сломан остановочный павильон' },
  { code: 'no-heating', weight: 3, body: 'Департамент городского хозяйства', text: 'Холодные батареи' },
]
const streets = ['Мира', 'Гагарина', 'Чехова', 'Ленина', 'Энгельса', 'Комсомольская', 'Дзержинского', 'Рознина']

/**
 * A year of what was dealt with before the stories begin, so that figures have something to say: the same each time.
 * @param numbers the last number given to them.
 */
export async function seedPast(
  transaction: Transaction,
  { organizationId, numbers, now }: { organizationId: string; numbers: number; now: Date },
): Promise<void> {
  await transaction
    .insert(territories)
    .values(demoTerritories.map((each, position) => ({ ...each, organizationId, position })))
  const known = new Map(demoClassifier.map((category) => [category.code, category]))
  const offered = topics.filter(({ code }) => known.has(code))
  const random = createRandom()
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const weighed = offered.flatMap((topic) => Array<(typeof topics)[number]>(topic.weight).fill(topic))
  const drafts = Array.from({ length: 420 }, () => {
    const topic = pick(weighed)
    const isLate = topic.grows !== undefined && random() < 0.5
    const age = isLate ? YOUNGEST + random() * 90 : YOUNGEST + random() * (OLDEST - YOUNGEST)
    const place = isLate ? demoTerritories.find(({ id }) => id === topic.grows) : pick(demoTerritories)
    return { topic, place, isLate, receivedAt: new Date(now.getTime() - age * DAY) }
  }).sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime())

  const batch = drafts.flatMap(({ topic, place, isLate, receivedAt }, index): ImportedAppeal[] => {
    const category = known.get(topic.code)
    const [[west = 0, south = 0] = [], , [east = 0, north = 0] = []] = (place?.geometry.coordinates[0] ??
      []) as number[][]
    if (!category) return []
    // The middle of it: the corners are fields.
    const within = (from: number, to: number) => from + (to - from) * (0.35 + random() * 0.3)
    return [
      {
        id: uuid({ msecs: receivedAt.getTime() }),
        externalId: `demo-${index}`,
        number: numbers - drafts.length + index + 1,
        categoryCode: topic.code,
        categoryNames: category.names,
        kind: category.kind,
        description: `${topic.text}, ул. ${pick(streets)}, ${1 + Math.floor(random() * 90)}.`,
        language: 'ru',
        latitude: within(south, north),
        longitude: within(west, east),
        visibility: 'public',
        receivedAt,
        events: historyOf(receivedAt, topic.body, { random, isBad: isLate }),
      },
    ]
  })
  await insertImported(transaction, { organizationId, batch, last: numbers })
}

/** Assigned, answered, often rated; of what grows, later, worse and more often once more. */
function historyOf(
  receivedAt: Date,
  responsible: string,
  { random, isBad }: { random(): number; isBad: boolean },
): AppealEvent[] {
  const events: AppealEvent[] = []
  let at = receivedAt.getTime()
  const add = (hours: number, type: AppealEvent['type'], actor: string, data: AppealEvent['data'] = {}) => {
    at += hours * HOUR
    events.push({ sequence: events.length + 1, type, actor, at: new Date(at), data })
  }
  const step = (hours: number, data: AppealEvent['data']) => add(hours, 'transitioned', 'system', data)
  add(0, 'received', 'resident', { deadline: new Date(at + 10 * DAY).toISOString() })
  step(2 + random() * 20, { to: 'registered' })
  step(1 + random() * 20, { to: 'assigned', responsible })
  step(24 + random() * (isBad ? 280 : 150), { to: 'answered', text: 'Работы выполнены.' })
  if (random() < (isBad ? 0.25 : 0.06)) {
    step(20 + random() * 40, {
      to: 'in_progress',
      text: 'Не всё сделано: вернули в работу.',
      deadline: new Date(at + 7 * DAY).toISOString(),
    })
    step(48 + random() * 100, { to: 'answered', text: 'Переделано.' })
  }
  if (random() < 0.55) {
    const score = 1 + Math.floor(Math.min(0.99, random() * (isBad ? 0.9 : 0.5) + (isBad ? 0 : 0.5)) * 5)
    add(5 + random() * 60, 'rated', 'resident', { score })
  }
  step(24, { to: 'closed' })
  return events
}

/** The same numbers in the same order, from 0 to 1 (Park and Miller). */
function createRandom(): () => number {
  let seed = 20_261_127
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
}

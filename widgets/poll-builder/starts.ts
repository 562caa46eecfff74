import { atClocks } from '../shared/clocks.js'
import { type Definition, newQuestion, type Question } from './definition.js'

/** From what a new poll may begin. */
export const starts = ['one', 'rating', 'budget', 'blank'] as const
export type Start = (typeof starts)[number]

/** Milliseconds. */
const DAY = 86_400_000

/** A poll that opens tomorrow morning, for two weeks. */
export function begin(start: Start, { timeZone, now }: { timeZone: string; now: number }): Definition {
  const questions: Record<Start, Question[]> = {
    one: [newQuestion('single', 'q1')],
    rating: [newQuestion('scale', 'q1'), { ...newQuestion('text', 'q2'), isLong: true } as Question],
    budget: [newQuestion('budget', 'q1')],
    blank: [],
  }
  const on = (days: number) => atClocks(new Date(now + days * DAY).toISOString(), timeZone).slice(0, 10)
  return {
    titles: {},
    descriptions: {},
    questions: questions[start],
    identity: 'device',
    results: 'after_close',
    isChangeable: false,
    isListed: false,
    resultsStep: 5,
    opensAt: `${on(1)}T09:00`,
    closesAt: `${on(15)}T18:00`,
  }
}

const latin: Record<string, string> = Object.fromEntries(
  [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'].map((letter, index) => [
    letter,
    'a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya'.split(' ')[index]?.replace('_', ''),
  ]),
) as Record<string, string>

/** A name for addresses: of the title where it is of letters known, and none that is taken. */
export function nameFor(title: string, taken: readonly string[]): string {
  const written = [...title.toLowerCase()].map((letter) => latin[letter] ?? letter).join('')
  const words =
    written
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? []
  const name = words.join('-').slice(0, 40).replace(/-$/, '') || 'poll'
  if (!taken.includes(name)) return name
  for (let number = 2; ; number++) if (!taken.includes(`${name}-${number}`)) return `${name}-${number}`
}

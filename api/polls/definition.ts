import { z } from '@hono/zod-openapi'
import { localizedText, slug } from '../platform/fields.js'
import { cellsOf, MOST_CELLS } from './counting/knapsack.js'
import { eligibilityTypes } from './eligibility.js'
import { type QuestionDefinition, questionDefinition } from './questions.js'

const moment = z.string().max(40).openapi({
  description: 'RFC 3339; without an offset, as clocks show it where the organization is',
  example: '2026-12-01T09:00',
})

/** What an export tells beside: it may stay where the file is imported, and is let go. */
const letGo = 'of an export; taken, and not looked at'
const exported = {
  id: slug.optional().openapi({ description: letGo }),
  status: z.string().max(20).optional().openapi({ description: letGo }),
  version: z.int().optional().openapi({ description: letGo }),
  $schema: z.string().max(500).optional().openapi({ description: 'for editors; taken, and not looked at' }),
}

/** All that a poll asks, and how: what is written, copied, exported and imported. */
export const pollDefinitionSchema = z
  .strictObject({
    titles: localizedText(300),
    descriptions: z.union([z.strictObject({}), localizedText(4000)]).default({}),
    questions: z.array(questionDefinition).min(1).max(50).superRefine(checkQuestions),
    identity: z
      .enum(['device', 'resident'])
      .default('device')
      .openapi({ description: '`resident`: only those vote who have shown who they are' }),
    results: z.enum(['always', 'after_vote', 'after_close']).default('after_close'),
    isChangeable: z
      .boolean()
      .default(false)
      .openapi({ description: 'a voter may vote otherwise until closing, by the secret of the ballot' }),
    isListed: z.boolean().default(false).openapi({
      description: 'only those vote who are on the list of the poll, and have shown who they are: see `addToPollList`',
    }),
    eligibility: eligibilityTypes(localizedText(200))
      .nullable()
      .default(null)
      .openapi({ description: 'who may vote beside being one person: told to voters, and checked as it says' }),
    paper: z.enum(['none', 'entered', 'confirmed']).default('none').openapi({
      description:
        'ballots cast on paper that staff enter: not taken, counted once entered, or counted once a second person has entered the same; with `"results": "after_close"` alone, for what the last count before lacks would tell the paper; see `enterPaperBallot`',
    }),
    resultsStep: z.int().min(1).max(1000).default(5).openapi({
      description:
        'results rise by so many ballots at least until closing, so that no two counts tell how a single one voted; so many are mixed before they are kept',
    }),
    opensAt: moment,
    closesAt: moment,
    ...exported,
  })
  .superRefine(({ eligibility, identity, isListed, paper, results }, context) => {
    const refuse = (path: string[], code: string) => context.addIssue({ code: 'custom', path, params: { code } })
    // What the last count before closing lacks would be the ballots on paper alone, of however few.
    if (paper !== 'none' && results !== 'after_close') refuse(['results'], 'tells-paper')
    if (!eligibility) return
    if (eligibility.minimumAge === undefined && !eligibility.territories) refuse(['eligibility'], 'required')
    // Nobody vouches for a device.
    if (eligibility.check === 'vouched' && identity !== 'resident' && !isListed) refuse(['identity'], 'not-vouched')
  })
  .openapi('PollDefinition')
export type PollDefinition = z.infer<typeof pollDefinitionSchema>
/** As it is sent: what has a default may be left out. */
export type NewPollDefinition = z.input<typeof pollDefinitionSchema>

/** What no shape says: that questions fit together, and that each can be answered and counted. */
function checkQuestions(questions: readonly QuestionDefinition[], context: z.RefinementCtx) {
  const refuse = (path: (string | number)[], code: string) =>
    context.addIssue({ code: 'custom', path, params: { code } })
  let cells = 0
  for (const [index, question] of questions.entries()) {
    const before = questions.slice(0, index)
    if (before.some(({ id }) => id === question.id)) refuse([index, 'id'], 'repeated')
    const last = before.at(-1)
    if (last && (question.page ?? 1) < (last.page ?? 1)) refuse([index, 'page'], 'page-back')
    if (question.when) {
      const condition = before.find(({ id }) => id === question.when?.question)
      if (!condition) refuse([index, 'when', 'question'], 'unknown')
      else if (!canEqual(condition, question.when.equals)) refuse([index, 'when', 'equals'], 'unknown')
    }
    for (const list of ['options', 'rows', 'projects'] as const) {
      const named = (question as Partial<Record<typeof list, { id: string }[]>>)[list] ?? []
      for (const [place, { id }] of named.entries())
        if (named.findIndex((other) => other.id === id) < place) refuse([index, list, place, 'id'], 'repeated')
    }
    for (const [member, code] of wrongIn(question)) refuse([index, member], code)
    if (question.type === 'budget' && question.counting === 'knapsack') {
      // Counted one after another, while others wait.
      const more = cellsOf(question.projects, question.budget)
      if (cells + more > MOST_CELLS) refuse([index, 'projects'], 'too-fine')
      else cells += more
    }
  }
}

/** Whether a question can be answered so. */
function canEqual(question: QuestionDefinition, value: string | number): boolean {
  if (question.type === 'single' || question.type === 'multiple') return question.options.some(({ id }) => id === value)
  if (question.type === 'scale')
    return Number.isInteger(value) && Number(value) >= question.from && Number(value) <= question.to
  return question.type === 'number' && typeof value === 'number'
}

function wrongIn(question: QuestionDefinition): [member: string, code: string][] {
  const crossed = (least: number | string | undefined, most: number | string | undefined): boolean =>
    least !== undefined && most !== undefined && least > most
  switch (question.type) {
    case 'multiple':
    case 'ranking': {
      const { minimum, maximum, options } = question
      const most = options.length + ('hasOther' in question && question.hasOther ? 1 : 0)
      if (crossed(minimum, maximum ?? most)) return [['minimum', 'too_big']]
      return crossed(maximum, most) ? [['maximum', 'too_big']] : []
    }
    case 'scale':
      if (question.from >= question.to || question.to - question.from > 20) return [['to', 'scale']]
      return question.isRecommendation && (question.from !== 0 || question.to !== 10)
        ? [['isRecommendation', 'scale']]
        : []
    case 'number':
      return crossed(question.minimum, question.maximum) ? [['minimum', 'too_big']] : []
    case 'date':
      return crossed(question.earliest, question.latest) ? [['latest', 'ends-before']] : []
    default:
      return []
  }
}

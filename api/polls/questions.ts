import { z } from '@hono/zod-openapi'
import { localizedText, slug } from '../platform/fields.js'

const tieRule = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('order') }),
    z.strictObject({ by: z.literal('lot'), seed: z.string().min(8).max(200) }),
  ])
  .openapi({
    description:
      'which of options that are alike to the rule goes first: in the order they are listed in, or by lots that the published seed draws',
  })

/** Of a photo: the SHA-256 of its content (base64url), so that under one id there is never another. */
export const photoId = z
  .string()
  .regex(/^[\w-]{43}$/)
  .openapi({ description: 'the SHA-256 of its content, base64url: see `uploadPollPhoto`' })

/** Whole numbers of whatever unit the poll counts money in. */
const money = z.int().min(1).max(1_000_000_000_000)
/** What `answer.ts` takes at most. */
const limit = z.number().min(-1e12).max(1e12)
const scaleEnd = z.int().min(0).max(100)

/** Every type of question; the texts in one language, or in all. */
function questionTypes<Text extends z.ZodType>(text: (maximum: number) => Text) {
  const named = z.object({ id: slug, title: text(300) })
  const common = {
    id: slug,
    title: text(500),
    hint: text(1000).optional(),
    required: z.boolean().default(true),
    page: z.int().min(1).max(50).optional().openapi({ description: 'on which page; 1 where nothing is said' }),
    when: z
      .object({ question: slug, equals: z.union([z.string().max(64), z.number()]) })
      .optional()
      .openapi({ description: 'asked only when a question before was answered so' }),
  }
  const isShuffled = z.boolean().optional().openapi({ description: 'the options come in another order for each voter' })
  const choice = {
    ...common,
    options: z
      .array(
        named.extend({
          share: z.number().positive().max(1e10).optional().openapi({
            description: 'of a question with `groups`: how large this group is in the population, in whatever unit',
          }),
          photo: z
            .object({
              id: photoId,
              alt: text(300).openapi({ description: 'what it shows, for those who do not see it' }),
            })
            .optional()
            .openapi({ description: 'shown above the title: `/v1/organizations/{organization}/poll-photos/{id}`' }),
        }),
      )
      .min(2)
      .max(100),
    hasOther: z
      .boolean()
      .optional()
      .openapi({ description: 'something else may be written: `{"other": "…"}` in the place of an id' }),
    isShuffled,
  }
  const count = z.int().min(1).max(100).optional()
  return z.discriminatedUnion('type', [
    z.object({
      type: z.literal('single'),
      ...choice,
      groups: z
        .strictObject({ minimum: z.int().min(5).max(1000).default(10) })
        .optional()
        .openapi({
          description:
            'it asks voters about themselves (their district, their age): once the poll is closed its results are told by the answers too, of no fewer than `minimum`: see `getPollGroups`',
        }),
    }),
    z.object({
      type: z.literal('multiple'),
      ...choice,
      minimum: count.openapi({ description: 'how many are chosen at least; 1 where nothing is said' }),
      maximum: count.openapi({ description: 'how many at most; all where nothing is said' }),
    }),
    z.object({
      type: z.literal('ranking'),
      ...common,
      options: z.array(named).min(2).max(50),
      isShuffled,
      minimum: count.openapi({ description: 'how many are ranked at least; 1 where nothing is said' }),
      maximum: count,
      counting: z.enum(['schulze', 'instant-runoff', 'borda']),
      ties: tieRule.default({ by: 'order' }),
    }),
    z.object({
      type: z.literal('scale'),
      ...common,
      from: scaleEnd,
      to: scaleEnd,
      low: text(100).optional().openapi({ description: 'what the lowest means' }),
      high: text(100).optional(),
      isRecommendation: z
        .boolean()
        .optional()
        .openapi({ description: '0 to 10, counted as Net Promoter Score: those at 9 and 10 less those up to 6' }),
    }),
    z.object({
      type: z.literal('matrix'),
      ...common,
      rows: z.array(named).min(1).max(50),
      options: z.array(named).min(2).max(20),
    }),
    z.object({
      type: z.literal('text'),
      ...common,
      isLong: z.boolean().optional(),
      maximum: z.int().min(1).max(4000).optional().openapi({ description: 'characters; 200, or 2000 of a long one' }),
    }),
    z.object({
      type: z.literal('number'),
      ...common,
      minimum: limit.optional(),
      maximum: limit.optional(),
      decimals: z.int().min(0).max(6).default(0),
    }),
    z.object({
      type: z.literal('date'),
      ...common,
      earliest: z.iso.date().optional(),
      latest: z.iso.date().optional(),
    }),
    z.object({ type: z.literal('place'), ...common }),
    z.object({
      type: z.literal('budget'),
      ...common,
      projects: z
        .array(named.extend({ description: text(1000).optional(), price: money }))
        .min(2)
        .max(100),
      budget: money.openapi({ description: 'what each voter may spend, and what is spent in the end' }),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .openapi({ description: 'ISO 4217', example: 'RUB' }),
      isShuffled,
      counting: z.enum(['knapsack', 'equal-shares']),
      ties: tieRule.default({ by: 'order' }),
    }),
  ])
}

/** A question as it is kept: texts in every language. */
export const questionDefinition = questionTypes(localizedText).openapi('QuestionDefinition')
export type QuestionDefinition = z.infer<typeof questionDefinition>

/** A question as it is shown: texts in one language. */
export const questionSchema = questionTypes(() => z.string()).openapi('Question')
export type Question = z.infer<typeof questionSchema>

export type QuestionType = QuestionDefinition['type']
export type QuestionOf<Type extends QuestionType> = Extract<QuestionDefinition, { type: Type }>

const other = z.strictObject({ other: z.string().max(4000) })

/** What may be answered, whatever the question: what it takes is for `ballot.ts`. */
export const answerSchema = z
  .union([
    z.string().max(4000),
    z.number(),
    z.array(z.union([z.string().max(64), other])).max(101),
    z.record(z.string().max(64), z.union([z.string().max(4000), z.number()])),
  ])
  .openapi({
    description:
      'an option’s id for `single`; ids for `multiple`, for `ranking` (the best first) and for `budget`; a number for `scale` and `number`; a text for `text` and `date`; `{row: option}` for `matrix`; `{latitude, longitude}` for `place`',
  })
export type Answer = z.infer<typeof answerSchema>

/** By question id. */
export type Answers = Record<string, Answer>

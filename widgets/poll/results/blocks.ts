import type { Poll, PollResults } from '../../../sdk/polls.js'
import type { Say } from '../../shared/texts.js'

type Question = Poll['questions'][number]
type Result = PollResults['questions'][number]
type ResultOf<Type extends Result['type']> = Extract<Result, { type: Type }>
type Named = readonly { id: string; title: string }[]

/** What there is to see of a question, in words already: shown as tables, and drawn as a picture. */
export type Block =
  | { kind: 'title'; text: string }
  /** `part`: of the whole, from 0 to 1. */
  | { kind: 'bars'; caption: string; isShort: boolean; rows: readonly Bar[] }
  | { kind: 'grid'; caption: string; columns: readonly string[]; rows: readonly GridRow[] }
  | { kind: 'order'; items: readonly { text: string; leads: boolean }[] }
  | { kind: 'figures'; figures: readonly (readonly [name: string, value: string])[] }
  | { kind: 'note'; text: string }

export interface Bar {
  title: string
  mark: string
  part: number
  share: string
  amount: string
  leads: boolean
}

export interface GridRow {
  title: string
  /** `part`: how dark, from 0 to 1. */
  cells: readonly { part: number; text: string; detail: string }[]
}

/** The count of one question. */
export function blocksOf(question: Question, result: Result, say: Say<'results'>, language: string): Block[] {
  const { title } = question
  const write = writer(say, language)
  const bars = (rows: Counted[], isShort = false) => write.bars(title, rows, result.answered, isShort)
  const heading: Block = { kind: 'title', text: title }

  switch (result.type) {
    case 'single':
    case 'multiple': {
      const rows: Counted[] = counted(optionsOf(question), result.options)
      if (result.other !== undefined) rows.push({ title: say('other'), count: result.other })
      return [bars(rows)]
    }
    case 'ranking':
      return [heading, ...rankingBlocks(optionsOf(question), result, say, language)]
    case 'scale': {
      const { values, promoterScore } = result
      return [
        bars(
          values.map(({ value, count }) => ({ title: `${value}`, count })),
          true,
        ),
        write.figures(result, ['mean', 'median']),
        ...(promoterScore === undefined ? [] : [note(say('promoters', { score: write.number(promoterScore) }))]),
      ]
    }
    case 'matrix': {
      const options = optionsOf(question)
      const rows = 'rows' in question ? question.rows : []
      return [
        heading,
        {
          kind: 'grid',
          caption: title,
          columns: options.map((option) => option.title),
          rows: result.rows.map(({ id, answered, options: counts }) => ({
            title: nameIn(rows, id),
            cells: counted(options, counts).map(({ count }) => {
              const part = count / (answered || 1)
              return { part, text: write.share(part), detail: say('votes', { count }) }
            }),
          })),
        },
      ]
    }
    case 'number':
      return [heading, write.figures(result, ['mean', 'median', 'least', 'most']), note(say('few'))]
    case 'date': {
      const day = (iso: string) => new Date(iso).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
      return [
        bars(result.days.map(({ day: iso, count }) => ({ title: day(iso), count }))),
        note(`${say('leftOut', { count: result.leftOut })} ${say('few')}`),
      ]
    }
    case 'place':
      return [
        bars(result.cells.map(({ latitude, longitude, count }) => ({ title: `${latitude}, ${longitude}`, count }))),
        note(`${say('cells')} ${say('few')}`),
      ]
    case 'budget': {
      const projects = 'projects' in question ? question.projects : []
      // XXX: no currency (ISO 4217).
      const currency = 'currency' in question ? question.currency : 'XXX'
      const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 })
      const { funded, fromRest = [], counting, cost, budget } = result
      const rows = counted(projects, result.projects).map(({ title: name, count }, index) => {
        const { id = '', price = 0 } = projects[index] ?? {}
        const mark = fromRest.includes(id) ? say('fromRest') : funded.includes(id) ? say('funded') : ''
        return { title: `${name} — ${format.format(price)}`, count, mark }
      })
      return [
        bars(rows),
        note(say('spent', { cost: format.format(cost), sum: format.format(budget) })),
        note(say(counting)),
      ]
    }
    case 'text':
      return [heading, note(say('words', { count: result.answered }))]
  }
}

function rankingBlocks(
  options: Named,
  { counting, ranking, ties, rounds, scores, pairwise, winner }: ResultOf<'ranking'>,
  say: Say<'results'>,
  language: string,
): Block[] {
  const name = (id: string) => nameIn(options, id)
  const write = writer(say, language)
  const none = { part: 0, text: '—', detail: '' }
  const blocks: Block[] = [
    { kind: 'order', items: ranking.map((id) => ({ text: name(id), leads: id === winner })) },
    ...ties.map((tie) => note(say('tied', { options: tie.map(name).join(', ') }))),
    note(say(counting)),
  ]
  if (scores) {
    const rows = scores.map(({ id, score }) => ({ title: name(id), count: score }))
    const total = rows.reduce((sum, { count }) => sum + count, 0)
    blocks.push(write.bars(say('points'), rows, total, false, (count) => say('pointsOf', { count })))
  }
  if (rounds) {
    const rows = ranking.map((id) => ({
      title: name(id),
      cells: rounds.map(({ counts, out }) => {
        const count = counts.find((each) => each.id === id)?.count
        const total = counts.reduce((sum, each) => sum + each.count, 0)
        if (count === undefined) return none
        return { part: count / (total || 1), text: write.number(count), detail: out === id ? say('out') : '' }
      }),
    }))
    const exhausted = rounds.map((round) => ({ ...none, text: write.number(round.exhausted) }))
    blocks.push({
      kind: 'grid',
      caption: say('rounds'),
      columns: rounds.map((_, index) => say('round', { number: index + 1 })),
      rows: [...rows, { title: say('exhausted'), cells: exhausted }],
    })
  }
  if (pairwise) {
    const { options: ids, matrix } = pairwise
    const rows = matrix.map((row, from) => ({
      title: name(ids[from] ?? ''),
      cells: row.map((count, to) => {
        const wins = count > (matrix[to]?.[from] ?? 0)
        if (from === to) return none
        return { part: wins ? 0.5 : 0, text: write.number(count), detail: wins ? say('wins') : '' }
      }),
    }))
    blocks.push({ kind: 'grid', caption: say('pairwise'), columns: ids.map(name), rows })
  }
  return blocks
}

interface Counted {
  title: string
  count: number
  mark?: string
}

/** What is counted, as the language writes it. */
const writer = (say: Say<'results'>, language: string) => {
  const share = (part: number) => part.toLocaleString(language, { style: 'percent' })
  const number = (value: number | null | undefined) =>
    value?.toLocaleString(language, { maximumFractionDigits: 2 }) ?? '—'
  return {
    share,
    number,
    bars(
      caption: string,
      rows: readonly Counted[],
      total: number,
      isShort = false,
      amount = (count: number) => say('votes', { count }),
    ): Block {
      const most = Math.max(...rows.map(({ count }) => count))
      return {
        kind: 'bars',
        caption,
        isShort,
        rows: rows.map(({ title, count, mark = '' }) => {
          const part = count / (total || 1)
          return { title, mark, part, share: share(part), amount: amount(count), leads: count > 0 && count === most }
        }),
      }
    },
    figures<Key extends 'mean' | 'median' | 'least' | 'most'>(
      values: Record<Key, number | null>,
      keys: readonly Key[],
    ): Block {
      return { kind: 'figures', figures: keys.map((key) => [say(key), number(values[key])] as const) }
    },
  }
}

const note = (text: string): Block => ({ kind: 'note', text })
const optionsOf = (question: Question): Named => ('options' in question ? question.options : [])
const nameIn = (named: Named, id: string): string => named.find((each) => each.id === id)?.title ?? id

/** In the order of the ballot. */
const counted = (options: Named, counts: readonly { id: string; count: number }[]) =>
  options.map(({ id, title }) => ({ title, count: counts.find((each) => each.id === id)?.count ?? 0 }))

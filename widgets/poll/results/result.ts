import { html, type TemplateResult } from 'lit'
import type { Poll, PollResults } from '../../../sdk/polls.js'
import type { Say } from '../../shared/texts.js'
import { barsTable, gridTable } from './tables.js'

type Question = Poll['questions'][number]
type Result = PollResults['questions'][number]
type ResultOf<Type extends Result['type']> = Extract<Result, { type: Type }>
type Named = readonly { id: string; title: string }[]

/** The count of one question: what there is to see is in tables. */
export function resultView(question: Question, result: Result, say: Say<'results'>, language: string): TemplateResult {
  const { title } = question
  const number = (value: number | null) =>
    value === null ? '—' : value.toLocaleString(language, { maximumFractionDigits: 2 })
  const bars = (rows: { title: string; count: number; mark?: string }[], isShort = false) =>
    barsTable({ caption: title, rows, total: result.answered, say, language, isShort })
  const note = (text: string) => (text ? html`<p class="muted">${text}</p>` : '')
  const summary = (values: Partial<Record<'mean' | 'median' | 'least' | 'most', number | null>>) =>
    html`<dl>
      ${(['mean', 'median', 'least', 'most'] as const).map((key) =>
        values[key] === undefined ? '' : html`<div><dt>${say(key)}</dt><dd>${number(values[key])}</dd></div>`,
      )}
    </dl>`

  switch (result.type) {
    case 'single':
    case 'multiple': {
      const rows = counted(optionsOf(question), result.options)
      return bars(result.other === undefined ? rows : [...rows, { title: say('other'), count: result.other }])
    }
    case 'ranking':
      return rankingView(title, optionsOf(question), result, say, language)
    case 'scale':
      return html`${bars(
        result.values.map(({ value, count }) => ({ title: `${value}`, count })),
        true,
      )}
        ${summary(result)}
        ${result.promoterScore === undefined ? '' : note(say('promoters', { score: number(result.promoterScore) }))}`
    case 'matrix': {
      const options = optionsOf(question)
      const rows = 'rows' in question ? question.rows : []
      return gridTable({
        caption: title,
        columns: options.map((option) => option.title),
        rows: result.rows.map(({ id, answered, options: counts }) => ({
          title: nameIn(rows, id),
          cells: counts.map(({ count }) => ({
            part: count / (answered || 1),
            text: (count / (answered || 1)).toLocaleString(language, { style: 'percent' }),
            detail: say('votes', { count }),
          })),
        })),
      })
    }
    case 'number':
      return html`<h3><bdi>${title}</bdi></h3>
        ${summary(result)} ${note(say('few'))}`
    case 'date':
      return html`${bars(
        result.days.map(({ day, count }) => ({
          title: new Date(day).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' }),
          count,
        })),
      )}
      ${note(`${say('leftOut', { count: result.leftOut })} ${say('few')}`)}`
    case 'place':
      return html`${bars(result.cells.map(({ latitude, longitude, count }) => ({ title: `${latitude}, ${longitude}`, count })))}
      ${note(`${say('cells')} ${say('few')}`)}`
    case 'budget': {
      const projects = 'projects' in question ? question.projects : []
      const currency = 'currency' in question ? question.currency : 'XXX'
      const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 })
      const { funded, fromRest = [] } = result
      const rows = result.projects.map(({ id, count }) => {
        const project = projects.find((each) => each.id === id)
        const mark = fromRest.includes(id) ? say('fromRest') : funded.includes(id) ? say('funded') : ''
        return { title: `${project?.title ?? id} — ${format.format(project?.price ?? 0)}`, count, mark }
      })
      return html`${bars(rows)}
      <p>${say('spent', { cost: format.format(result.cost), sum: format.format(result.budget) })}</p>
      ${note(say(result.counting))}`
    }
    case 'text':
      return html`<h3><bdi>${title}</bdi></h3>
        <p>${say('words', { count: result.answered })}</p>`
  }
}

function rankingView(
  title: string,
  options: Named,
  { counting, ranking, ties, rounds, scores, pairwise, winner }: ResultOf<'ranking'>,
  say: Say<'results'>,
  language: string,
): TemplateResult {
  const name = (id: string) => nameIn(options, id)
  const number = (value: number) => value.toLocaleString(language)
  return html`<h3><bdi>${title}</bdi></h3>
    <ol class="order">
      ${ranking.map((id) => html`<li class=${id === winner ? 'leads' : ''}><bdi>${name(id)}</bdi></li>`)}
    </ol>
    ${ties.map((tie) => html`<p class="muted">${say('tied', { options: tie.map(name).join(', ') })}</p>`)}
    <p class="muted">${say(counting)}</p>
    ${
      scores &&
      barsTable({
        caption: say('points'),
        rows: scores.map(({ id, score }) => ({ title: name(id), count: score })),
        total: scores.reduce((sum, { score }) => sum + score, 0),
        say,
        language,
        sayCount: (count) => say('pointsOf', { count }),
      })
    }
    ${
      rounds &&
      gridTable({
        caption: say('rounds'),
        columns: rounds.map((_, index) => say('round', { number: index + 1 })),
        rows: [
          ...ranking.map((id) => ({
            title: name(id),
            cells: rounds.map(({ counts, out }) => {
              const count = counts.find((each) => each.id === id)?.count
              const total = counts.reduce((sum, each) => sum + each.count, 0)
              return count === undefined
                ? { part: 0, text: '—' }
                : { part: count / (total || 1), text: number(count), detail: out === id ? say('out') : '' }
            }),
          })),
          { title: say('exhausted'), cells: rounds.map(({ exhausted }) => ({ part: 0, text: number(exhausted) })) },
        ],
      })
    }
    ${
      pairwise &&
      gridTable({
        caption: say('pairwise'),
        columns: pairwise.options.map(name),
        rows: pairwise.matrix.map((row, from) => ({
          title: name(pairwise.options[from] ?? ''),
          cells: row.map((count, to) => {
            const against = pairwise.matrix[to]?.[from] ?? 0
            return from === to
              ? { part: 0, text: '—' }
              : { part: count > against ? 0.5 : 0, text: number(count), detail: count > against ? say('wins') : '' }
          }),
        })),
      })
    }`
}

const optionsOf = (question: Question): Named => ('options' in question ? question.options : [])
const nameIn = (named: Named, id: string): string => named.find((each) => each.id === id)?.title ?? id

/** In the order of the ballot. */
const counted = (options: Named, counts: readonly { id: string; count: number }[]) =>
  options.map(({ id, title }) => ({ title, count: counts.find((each) => each.id === id)?.count ?? 0 }))

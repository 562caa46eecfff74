import { BOM, type CsvCell as Cell, csvLine } from '../platform/csv.js'
import type { Poll, PollResults } from './contract.js'
import type { PollGroups } from './groups-contract.js'
import type { Question } from './questions.js'
import type { QuestionResults } from './results-contract.js'

/** What of a question is told: of which row and option, which figure, and how much it is. */
type Line = [row: string, option: string, what: string, value: Cell]

/** The count as a table, a figure a line: the same for every type of question, so that any program reads it. */
export function resultsCsv({ questions }: Poll, results: PollResults, groups: PollGroups['items'] = []): string {
  const byId = new Map(questions.map((question) => [question.id, question]))
  const lines = results.questions.flatMap((result) => {
    const question = byId.get(result.id)
    const figures: Line[] = [['', '', 'answered', result.answered], ...linesOf(result, question)]
    return figures.map((line) => [result.id, question?.title ?? '', ...line])
  })
  const table = [
    ['question', 'title', 'row', 'option', 'what', 'value'],
    ['', '', '', '', 'ballots', results.ballots],
    ...lines,
    ...groups.flatMap((group) => groupLines(group, byId)),
  ]
  return BOM + table.map(csvLine).join('')
}

/** By what voters say of themselves: `row` is the group. */
function groupLines({ question: about, results }: PollGroups['items'][number], byId: Map<string, Question>): Cell[][] {
  const asked = byId.get(about)
  const nameOf = titlesIn(asked, 'options')
  return results.flatMap(({ question: id, groups, weighted, notTold }) => {
    const question = byId.get(id)
    const title = titlesIn(question, 'options')
    const lines: Line[] = [
      ...groups.flatMap(({ id, result }) =>
        [['', '', 'answered', result.answered] satisfies Line, ...linesOf(result, question)].map(
          ([, option, what, value]): Line => [
            `${asked?.title ?? about}: ${nameOf(id)}`,
            option,
            `${what} in group`,
            value,
          ],
        ),
      ),
      ...(weighted ?? []).map(({ id, share }): Line => [asked?.title ?? about, title(id), 'weighted share', share]),
      [asked?.title ?? about, '', 'not told', notTold],
    ]
    return lines.map((line) => [id, question?.title ?? '', ...line])
  })
}

function linesOf(result: QuestionResults, question: Question | undefined): Line[] {
  const title = titlesIn(question, 'options', 'projects')
  const rowTitle = titlesIn(question, 'rows')
  const counts = (options: readonly { id: string; count: number }[], row = '') =>
    options.map(({ id, count }): Line => [row, title(id), 'count', count])
  switch (result.type) {
    case 'single':
    case 'multiple':
      return [
        ...counts(result.options),
        ...(result.other === undefined ? [] : [['', '', 'other', result.other] satisfies Line]),
      ]
    case 'ranking':
      return [
        ...result.ranking.map((id, index): Line => ['', title(id), 'rank', index + 1]),
        ...(result.scores ?? []).map(({ id, score }): Line => ['', title(id), 'score', score]),
        ...(result.rounds ?? []).flatMap(({ counts: first }, round) => counts(first, String(round + 1))),
        ...(result.pairwise?.options ?? []).flatMap((one, row) =>
          (result.pairwise?.options ?? []).flatMap((other, column): Line[] =>
            row === column
              ? []
              : [[title(one), title(other), 'preferred', result.pairwise?.matrix[row]?.[column] ?? 0]],
          ),
        ),
      ]
    case 'scale':
      return [
        ...result.values.map(({ value, count }): Line => ['', String(value), 'count', count]),
        ['', '', 'mean', result.mean],
        ['', '', 'median', result.median],
        ...(result.promoterScore === undefined
          ? []
          : [['', '', 'promoter score', result.promoterScore] satisfies Line]),
      ]
    case 'matrix':
      return result.rows.flatMap(({ id, options }) => counts(options, rowTitle(id)))
    case 'number':
      return (['mean', 'median', 'least', 'most'] as const).map((what): Line => ['', '', what, result[what]])
    case 'date':
      return [
        ...result.days.map(({ day, count }): Line => ['', day, 'count', count]),
        ['', '', 'left out', result.leftOut],
      ]
    case 'place':
      return result.cells.map(
        ({ latitude, longitude, count }): Line => [String(latitude), String(longitude), 'count', count],
      )
    case 'budget':
      return [
        ...counts(result.projects),
        ...result.funded.map((id): Line => ['', title(id), 'funded', 1]),
        ['', '', 'cost', result.cost],
        ['', '', 'budget', result.budget],
      ]
    case 'text':
      return []
  }
}

/** What those in these lists are called: a row and an option may have one id. */
function titlesIn(question: Question | undefined, ...lists: ('rows' | 'options' | 'projects')[]) {
  const named = lists.flatMap((list) => (Object(question)[list] ?? []) as { id: string; title: string }[])
  return (id: string): string => named.find((each) => each.id === id)?.title ?? id
}

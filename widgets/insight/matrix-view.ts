import { html, nothing, type TemplateResult } from 'lit'
import type { Figures, Matrix } from '../../sdk/insight.js'
import type { Say } from '../shared/texts.js'
import { measures, type Shown, written } from './measures.js'
import { trendLine } from './trend.js'

export type Row = Matrix['rows'][number]
export type Column = Matrix['columns'][number]
export type Cell = Matrix['cells'][number]

export interface Chosen {
  row: Row
  column: Column
}

export interface MatrixView {
  matrix: Matrix
  /** The categories of the groups that are unfolded, by group; undefined while they come. */
  unfolded: ReadonlyMap<string, Matrix | undefined>
  shown: Shown
  /** The column by which rows are sorted; `name`, or `total`. */
  sort: { by: string; isDescending: boolean }
  chosen: Chosen | undefined
  language: string
  say: Say<'insight'>
  onSort(by: string): void
  onFold(group: string): void
  onChoose(chosen: Chosen): void
}

/** Where it hurts, as a table: each figure is a way to what stands behind it. */
export function matrixView(view: MatrixView): TemplateResult {
  const { matrix, unfolded, shown, say } = view
  const columns = matrix.columns
  const figureOf = (of: { figures: Figures; systemic?: Cell['systemic'] } | undefined) =>
    shown === 'systemic' ? (of?.systemic?.score ?? null) : (of?.figures[shown] ?? null)
  const write = (value: number | null) =>
    written(value, shown === 'systemic' ? 'count' : measures[shown], view.language)
  const indexed = (from: Matrix) => new Map(from.cells.map((cell) => [JSON.stringify([cell.row, cell.column]), cell]))
  const cells = indexed(matrix)
  const most = Math.max(0, ...matrix.cells.map((cell) => Math.abs(figureOf(cell) ?? 0)))
  const nameOf = ({ name }: Column) => name || say(matrix.by === 'body' ? 'noBody' : 'noTerritory')

  const row = (each: Row, of: ReadonlyMap<string, Cell>, isPart: boolean): TemplateResult => {
    const isOpen = unfolded.has(each.id)
    return html`<tr class=${isPart ? 'part' : ''}>
      <th scope="row">
        ${
          isPart
            ? html`<bdi>${each.name}</bdi>`
            : html`<button
                type="button"
                class="fold"
                aria-expanded=${isOpen ? 'true' : 'false'}
                @click=${() => view.onFold(each.id)}
              >
                <bdi>${each.name}</bdi>
              </button>`
        }
        ${trendLine(each.trend)}
      </th>
      ${figure(each, { id: '*', name: say('total'), residents: null, figures: each.figures }, figureOf(each), 0)}
      ${columns.map((column) => {
        const cell = of.get(JSON.stringify([each.id, column.id]))
        const value = figureOf(cell)
        return cell
          ? figure(each, column, value, most > 0 ? Math.min(5, Math.ceil((Math.abs(value ?? 0) / most) * 5)) : 0)
          : html`<td class="none"><span class="unseen">0</span></td>`
      })}
    </tr>`
  }
  const figure = (each: Row, column: Column, value: number | null, level: number) => {
    const isChosen = view.chosen?.row.id === each.id && view.chosen.column.id === column.id
    return html`<td class="l${level}">
      <button
        type="button"
        class="figure"
        aria-label=${`${each.name}, ${nameOf(column)}: ${write(value)}`}
        aria-pressed=${isChosen ? 'true' : 'false'}
        @click=${() => view.onChoose({ row: each, column })}
      >
        ${write(value)}
      </button>
    </td>`
  }
  const head = (id: string, name: string, note: string | typeof nothing = nothing) => {
    const { by, isDescending } = view.sort
    return html`<th scope="col" aria-sort=${by === id ? (isDescending ? 'descending' : 'ascending') : nothing}>
      <button type="button" class="sort" @click=${() => view.onSort(id)}>
        <bdi>${name}</bdi><span aria-hidden="true">${by === id ? (isDescending ? ' ↓' : ' ↑') : ''}</span>
      </button>
      ${note === nothing ? '' : html`<small>${note}</small>`}
    </th>`
  }
  const sorted = (rows: readonly Row[], of: ReadonlyMap<string, Cell>) => {
    const { by, isDescending } = view.sort
    const key = (each: Row) => (by === 'total' ? figureOf(each) : figureOf(of.get(JSON.stringify([each.id, by]))))
    const compare = (one: Row, other: Row) =>
      by === 'name'
        ? one.name.localeCompare(other.name, view.language)
        : (key(one) ?? Number.NEGATIVE_INFINITY) - (key(other) ?? Number.NEGATIVE_INFINITY)
    return [...rows].sort((one, other) => (isDescending ? compare(other, one) : compare(one, other)))
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say('matrix')}>
    <table>
      <caption class="unseen">
        ${say('matrix')}: ${say(shown)}
      </caption>
      <thead>
        <tr>
          ${head('name', say('rows'))} ${head('total', say('total'))}
          ${columns.map((column) =>
            head(column.id, nameOf(column), column.residents ? say('residents', { count: column.residents }) : nothing),
          )}
        </tr>
      </thead>
      <tbody>
        ${sorted(matrix.rows, cells).map((each) => {
          const parts = unfolded.get(each.id)
          const inner = parts && indexed(parts)
          return html`${row(each, cells, false)}
          ${parts && inner ? sorted(parts.rows, inner).map((part) => row(part, inner, true)) : ''}`
        })}
        <tr class="sum">
          <th scope="row">${say('total')}</th>
          <td>${write(shown === 'systemic' ? null : matrix.total[shown])}</td>
          ${columns.map(({ figures }) => html`<td>${write(shown === 'systemic' ? null : figures[shown])}</td>`)}
        </tr>
      </tbody>
    </table>
  </div>`
}

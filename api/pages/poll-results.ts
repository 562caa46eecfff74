import { html } from 'hono/html'
import type { Poll, PollResults } from '../polls/contract.js'
import type { Question } from '../polls/questions.js'
import type { QuestionResults } from '../polls/results-contract.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import { sums } from './poll-questions.js'
import { fill } from './texts.js'

/** Tables, with bars that the browser draws: no style of their own is needed. */
export function renderResults(page: Page, poll: Poll, results: PollResults): Html {
  const { texts, language } = page
  return html`<section aria-labelledby="results"><h3 id="results">${texts.results}</h3>
${results.questions.map((result) => {
  const question = poll.questions.find(({ id }) => id === result.id)
  return question ? renderResult(page, question, result) : ''
})}
<p class="hint">${fill(texts.ballots, { count: results.ballots.toLocaleString(language) })}</p>
${poll.status === 'open' && poll.resultsStep ? html`<p class="hint">${fill(texts.resultsStep, { count: String(poll.resultsStep) })}</p>` : ''}${poll.status === 'open' && poll.hasPaper ? html`<p class="hint">${texts.paperLater}</p>` : ''}</section>`
}

/** The count of one question. */
export function renderResult(page: Page, question: Question, result: QuestionResults): Html {
  const { texts, language } = page
  const { answered } = result
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const say = (value: number | null) => (value === null ? '—' : number.format(value))
  const counts = (caption: string, rows: { title: string; count: number }[], total = answered) =>
    countTable(page, caption, rows, total)
  const named = (options: { id: string; title: string }[], id: string) =>
    options.find((option) => option.id === id)?.title ?? id

  switch (result.type) {
    case 'single':
    case 'multiple': {
      const options = 'options' in question ? question.options : []
      const rows = result.options.map(({ id, count }) => ({ title: named(options, id), count }))
      if (result.other !== undefined) rows.push({ title: texts.somethingElse, count: result.other })
      return counts(question.title, rows)
    }
    case 'ranking': {
      const options = 'options' in question ? question.options : []
      const list = html`<h4>${question.title}</h4>
<ol>${result.ranking.map((id) => html`<li>${named(options, id)}</li>`)}</ol>
${result.ties.map((tie) => html`<p class="hint">${fill(texts.tied, { options: tie.map((id) => named(options, id)).join(', ') })}</p>`)}`
      const rounds = result.rounds?.map(({ counts: first, out }, index) => {
        const caption = `${fill(texts.round, { number: index + 1 })}${out === null ? '' : `. ${fill(texts.goesOut, { option: named(options, out) })}`}`
        return counts(
          caption,
          first.map(({ id, count }) => ({ title: named(options, id), count })),
          first.reduce((sum, { count }) => sum + count, 0),
        )
      })
      const scores = result.scores?.map(({ id, score }) => [named(options, id), say(score)])
      const { pairwise } = result
      return html`${list}${rounds ?? ''}${scores ? plainTable(texts.points, [texts.option, texts.points], scores) : ''}${
        pairwise
          ? plainTable(
              texts.pairwise,
              ['', ...pairwise.options.map((id) => named(options, id))],
              pairwise.matrix.map((row, index) => [
                named(options, pairwise.options[index] ?? ''),
                ...row.map((count, column) => (column === index ? '—' : number.format(count))),
              ]),
            )
          : ''
      }`
    }
    case 'scale':
      return html`${counts(
        question.title,
        result.values.map(({ value, count }) => ({ title: String(value), count })),
      )}
<p class="hint">${texts.mean}: ${say(result.mean)}. ${texts.median}: ${say(result.median)}.${result.promoterScore === undefined ? '' : ` NPS: ${say(result.promoterScore)}.`}</p>`
    case 'matrix': {
      const [rows, options] = question.type === 'matrix' ? [question.rows, question.options] : [[], []]
      return html`${result.rows.map((row) =>
        counts(
          `${question.title} — ${named(rows, row.id)}`,
          row.options.map(({ id, count }) => ({ title: named(options, id), count })),
          row.answered,
        ),
      )}`
    }
    case 'number':
      return html`<h4>${question.title}</h4>
<p>${texts.mean}: ${say(result.mean)}. ${texts.median}: ${say(result.median)}. ${texts.least}: ${say(result.least)}. ${texts.most}: ${say(result.most)}.</p>
<p class="hint">${texts.numbersHint}</p>`
    case 'date':
      return html`${counts(
        question.title,
        result.days.map(({ day, count }) => ({ title: page.day(day), count })),
      )}
<p class="hint">${fill(texts.daysHint, { count: result.leftOut.toLocaleString(language) })}</p>`
    case 'place':
      return html`${counts(
        question.title,
        result.cells.map(({ latitude, longitude, count }) => ({ title: `${latitude}, ${longitude}`, count })),
      )}
<p class="hint">${texts.cellsHint}</p>`
    case 'budget': {
      // XXX: no currency (ISO 4217).
      const [projects, currency] = question.type === 'budget' ? [question.projects, question.currency] : [[], 'XXX']
      const sum = sums(page, currency)
      const rows = result.projects.map(({ id, count }) => ({
        title: `${named(projects, id)}${result.funded.includes(id) ? ` ✓ ${texts.funded}` : ''}`,
        count,
      }))
      return html`${counts(question.title, rows)}
<p class="hint">${fill(texts.budgetSpent, { cost: sum(result.cost), sum: sum(result.budget) })}</p>`
    }
    case 'text':
      return html`<h4>${question.title}</h4>
<p>${fill(texts.wordsForStaff, { count: answered.toLocaleString(language) })}</p>`
  }
}

function countTable(
  { texts, language }: Page,
  caption: string,
  rows: { title: string; count: number }[],
  total: number,
): Html {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const number = new Intl.NumberFormat(language)
  return html`<table class="results"><caption>${caption}</caption>
<thead><tr><th scope="col">${texts.option}</th><th scope="col">${texts.votes}</th><th scope="col">${texts.share}</th></tr></thead>
<tbody>${rows.map(
    ({ title, count }) =>
      html`<tr><th scope="row">${title}<meter min="0" max="${total || 1}" value="${count}" aria-hidden="true"></meter></th><td>${number.format(count)}</td><td>${percent.format(total ? count / total : 0)}</td></tr>`,
  )}</tbody></table>`
}

/** Shares alone, where there is no count behind them. */
export function shareTable(
  { texts, language }: Page,
  caption: string,
  rows: readonly { title: string; share: number }[],
): Html {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  return html`<table class="results"><caption>${caption}</caption>
<thead><tr><th scope="col">${texts.option}</th><th scope="col">${texts.share}</th></tr></thead>
<tbody>${rows.map(
    ({ title, share }) =>
      html`<tr><th scope="row">${title}<meter min="0" max="1" value="${share}" aria-hidden="true"></meter></th><td>${percent.format(share)}</td></tr>`,
  )}</tbody></table>`
}

/** It may be wider than a phone, and is moved in its own frame, by keys too. */
const plainTable = (caption: string, head: string[], rows: string[][]): Html =>
  html`<div class="wide" role="region" tabindex="0" aria-label="${caption}"><table class="results"><caption>${caption}</caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`

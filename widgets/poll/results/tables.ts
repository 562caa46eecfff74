import { html, type TemplateResult } from 'lit'
import type { Say } from '../../shared/texts.js'
import type { Block } from './blocks.js'

/** A block on the page: each chart is a table. */
export function blockView(block: Block, say: Say<'results'>): TemplateResult {
  switch (block.kind) {
    case 'title':
      return html`<h3><bdi>${block.text}</bdi></h3>`
    case 'note':
      return html`<p class="muted">${block.text}</p>`
    case 'order':
      return html`<ol class="order">
        ${block.items.map(({ text, leads }) => html`<li class=${leads ? 'leads' : ''}><bdi>${text}</bdi></li>`)}
      </ol>`
    case 'figures':
      return html`<dl>
        ${block.figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>`
    case 'bars':
      return block.rows.length ? barsView(block, say) : html`<h3><bdi>${block.caption}</bdi></h3>`
    case 'grid':
      return gridView(block)
  }
}

/**
 * Bars that are a table: what lays its rows out as boxes would otherwise take the table from screen readers, so the
 * roles are named.
 */
const barsView = ({ caption, isShort, rows }: Block & { kind: 'bars' }, say: Say<'results'>): TemplateResult =>
  html`<table part="bars" class="bars ${isShort ? 'short' : ''}" role="table">
    <caption><bdi>${caption}</bdi></caption>
    <thead class="unseen" role="rowgroup">
      <tr role="row">
        ${(['option', 'share', 'count'] as const).map((key) => html`<th role="columnheader" scope="col">${say(key)}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ title, mark, part, share, amount, leads }) => html`<tr role="row" class=${leads ? 'leads' : ''}>
          <th role="rowheader" scope="row">
            <bdi>${title}</bdi>${mark ? html`<b class="mark">${mark}</b>` : ''}
          </th>
          <td role="cell"><div><i .style=${`inline-size:${part * 100}%`}></i></div><b>${share}</b></td>
          <td role="cell" class="muted">${amount}</td>
        </tr>`,
      )}
    </tbody>
  </table>`

/** Numbers by row and column, the higher the darker; where it is too wide it scrolls by itself, also by keyboard. */
const gridView = ({ caption, columns, rows }: Block & { kind: 'grid' }): TemplateResult =>
  html`<div class="scroll" role="region" tabindex="0" aria-label=${caption}>
    <table class="grid">
      <caption><bdi>${caption}</bdi></caption>
      <thead>
        <tr>
          <td></td>
          ${columns.map((column) => html`<th scope="col"><bdi>${column}</bdi></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ title, cells }) => html`<tr>
            <th scope="row"><bdi>${title}</bdi></th>
            ${cells.map(
              ({ part, text, detail }) => html`<td>
                <i .style=${`opacity:${part * 0.4}`}></i><span>${text}</span>
                <small>${detail}</small>
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`

import { html, type TemplateResult } from 'lit'
import type { Opinions, OwnOpinion } from '../../sdk/discussions.js'
import type { Say } from '../shared/texts.js'

type Group = Opinions['groups'][number]
type Said = Group['says'][number]

/** Of each group, for who does not tell the colours apart; around the middle, some six wide. */
const shapes: Record<string, string> = {
  A: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z',
  B: 'M-2.7-2.7h5.4v5.4h-5.4z',
  C: 'M0-3.4L3.4 2.6H-3.4z',
  D: 'M0-3.8L3.8 0L0 3.8L-3.8 0z',
  E: 'M-1.2-3.4h2.4v2.2h2.2v2.4h-2.2v2.2h-2.4v-2.2h-2.2v-2.4h2.2z',
}
const star = 'M0-9l2.6 6 6.4.6-4.9 4.3 1.5 6.4L0 5-5.6 8.3l1.5-6.4L-9-2.4l6.4-.6z'

const mark = (id: string) =>
  html`<svg viewBox="-4 -4 8 8" class="mark ${id}" aria-hidden="true"><path d=${shapes[id]} /></svg>`

/** Groups of opinion as a map, as a table of the same, and in words. */
export function opinionsView(
  { groups, shared, voters }: Opinions,
  position: OwnOpinion['position'],
  { say, language }: { say: Say<'opinions'>; language: string },
): TemplateResult {
  const share = (value: number) => value.toLocaleString(language, { style: 'percent' })
  const people = (count: number) => say('people', { count })
  const said = (list: readonly Said[]) =>
    html`<ul>
      ${list.map(
        ({ text, says, voters, of }) =>
          html`<li>
            <span dir="auto">${text}</span><br /><small class="muted"
              >${say(says === 'agree' ? 'agreed' : 'disagreed', { share: share(voters / of), people: people(of) })}</small
            >
          </li>`,
      )}
    </ul>`
  return html`
    <h4>${say('shared')}</h4>
    ${shared.length > 0 ? said(shared) : html`<p>${say('nothingShared')}</p>`}
    ${
      groups.length > 0
        ? html`${mapView(groups, position, say)}
            <p class="muted">${say('map')}</p>
            <table>
              <caption class="unseen">${say('groups')}</caption>
              <thead>
                <tr>
                  <th scope="col">${say('name')}</th>
                  <th scope="col">${say('size')}</th>
                  <th scope="col">${say('share')}</th>
                </tr>
              </thead>
              <tbody>
                ${groups.map(
                  ({ id, voters: count }) =>
                    html`<tr>
                      <th scope="row">${mark(id)} ${say('group', { name: id })}</th>
                      <td>${count.toLocaleString(language)}</td>
                      <td>${share(count / voters)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
        : html`<p>${say('alike')}</p>`
    }
    ${position?.group ? html`<p class="notice good">${say('nearest', { name: position.group })}</p>` : ''}
    ${groups.map(
      ({ id, says }) =>
        html`<h4>${mark(id)} ${say('group', { name: id })}</h4>
          ${said(says)}`,
    )}
  `
}

/**
 * North is up, as it is on paper: y grows downwards in a drawing. What stands at a place is a drawing of its own, for a
 * template of anything less would be taken for HTML.
 */
function mapView(groups: readonly Group[], position: OwnOpinion['position'], say: Say<'opinions'>) {
  let most = 1
  for (const { squares } of groups) for (const { voters } of squares) most = Math.max(most, voters)
  const at = (value: number) => (value * 100).toFixed(1)
  const reach = ({ radius }: Group) => Math.max(9, radius * 130)
  return html`<svg class="map" part="map" viewBox="-120 -120 240 240" role="img" aria-label=${say('map')}>
    ${groups.map(({ id, squares }) =>
      squares.map(
        ({ x, y, voters }) =>
          html`<svg class=${id} x=${at(x)} y=${at(-y)} overflow="visible">
            <path d=${shapes[id]} fill-opacity=${(0.3 + (0.7 * voters) / most).toFixed(2)} />
          </svg>`,
      ),
    )}
    ${groups.map(
      (group) =>
        html`<svg class=${group.id} x=${at(group.x)} y=${at(-group.y)} overflow="visible">
          <circle r=${reach(group).toFixed(1)} />
          <text y=${(-8 - reach(group)).toFixed(1)}>${group.id}</text>
          <text>${group.squares.length > 0 ? '' : group.voters}</text>
        </svg>`,
    )}
    ${
      position
        ? html`<svg class="own" x=${at(position.x)} y=${at(-position.y)} overflow="visible">
            <path d=${star} />
            <text y="18">${say('you')}</text>
          </svg>`
        : ''
    }
  </svg>`
}

import { html } from 'hono/html'
import type { CampaignSummary } from '../campaigns/contract.js'
import type { Discussion } from '../discussions/contract.js'
import type { Poll } from '../polls/contract.js'
import { findByNumber } from './appeals.js'
import type { Html } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { fill } from './texts.js'

/** Everything the organization offers its residents, on one page. */
export async function showOrganization(page: Page): Promise<Shown> {
  const { organization, texts, link, date, day, language } = page
  const { features } = organization
  const [campaigns, polls, discussions] = await Promise.all([
    features.appeals ? list<CampaignSummary>(page, '/campaigns') : [],
    features.polls ? list<Poll>(page, '/polls') : [],
    features.discussions ? list<Discussion>(page, '/discussions') : [],
  ])
  const content = html`<h1>${organization.name}</h1>
<p class="lead">${texts.offers}</p>
${
  features.appeals
    ? html`<section class="card" aria-labelledby="appeals"><h2 id="appeals">${texts.appeals}</h2>
<p class="acts"><a class="button" href="${link('/appeal')}">${texts.writeAppeal}</a> <a href="${link('/appeals')}">${texts.allAppeals}</a> <a href="${link('/map')}">${texts.map}</a> <a href="${link('/statistics')}">${texts.statistics}</a></p>
${findByNumber(page)}</section>`
    : ''
}
${
  campaigns.length > 0
    ? section(
        'campaigns',
        texts.campaigns,
        texts.nothingYet,
        campaigns.map(({ id, name, closesOn }) => ({
          href: link(`/campaigns/${id}`),
          title: name,
          note: closesOn ? fill(texts.campaignUntil, { date: day(closesOn) }) : '',
        })),
      )
    : ''
}
${
  features.polls
    ? section(
        'polls',
        texts.polls,
        texts.nothingYet,
        polls.map(({ id, title, status, opensAt, closesAt }) => ({
          href: link(`/polls/${id}`),
          title,
          note:
            status === 'open'
              ? `${texts.pollUntil} ${date(closesAt)}`
              : status === 'closed'
                ? texts.pollClosed
                : `${texts.pollOpens} ${date(opensAt)}`,
        })),
      )
    : ''
}
${
  features.discussions
    ? section(
        'discussions',
        texts.discussions,
        texts.nothingYet,
        discussions.map(({ id, title, isOpen, commentCount }) => ({
          href: link(`/discussions/${id}`),
          title,
          note: isOpen ? `${texts.comments}: ${commentCount.toLocaleString(language)}` : texts.discussionClosed,
        })),
      )
    : ''
}`
  return { title: texts.sections, content }
}

async function list<Item>({ api }: Page, path: string): Promise<Item[]> {
  const listed = await api<{ items: Item[] }>(path)
  return listed.ok ? listed.data.items : []
}

function section(
  id: string,
  title: string,
  empty: string,
  items: { href: string; title: string; note: string }[],
): Html {
  return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${items.length === 0 ? html`<p class="hint">${empty}</p>` : html`<ul class="links">${items.map((item) => html`<li><a href="${item.href}">${item.title}</a> <span class="hint">${item.note}</span></li>`)}</ul>`}</section>`
}

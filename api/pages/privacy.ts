import { html } from 'hono/html'
import type { Privacy } from '../privacy/contract.js'
import { findByNumber } from './appeals.js'
import { type Html, phoneLink } from './layout.js'
import type { Page } from './page.js'
import type { Shown } from './shown.js'
import { counted, fill } from './texts.js'

type Rule = Pick<Privacy['appeals'], 'action' | 'afterDays'>

/** What is kept of people, how long and who sees it, in plain words: made from the policies in force. */
export async function showPrivacy(page: Page): Promise<Shown> {
  const found = await page.api<Privacy>('/privacy')
  if (!found.ok) return { problem: found.problem }
  const { organization } = page
  const texts = page.texts.privacy
  const { appeals, polls, discussions } = organization.features
  const isPublic = found.data.appealsVisibility === 'public'
  const content = html`<h1>${texts.title}</h1>
<p class="lead">${fill(texts.lead, { name: organization.name })}</p>
<div class="card">
<h2>${texts.what}</h2>
${list(
  appeals && texts.whatAppeal,
  appeals && texts.whatContact,
  appeals && texts.whatPhotos,
  discussions && texts.whatComment,
  discussions && texts.whatFollowing,
  polls && texts.whatVote,
  appeals && organization.appealsVisibility === 'public' && texts.whatSupport,
  appeals && organization.pushKey && texts.whatBrowser,
  isKnownAnywhere(page) && texts.whatKnown,
  texts.whatAddress,
)}
<h2>${texts.howLong}</h2>
<dl class="facts">${howLong(page, found.data).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<h2>${texts.who}</h2>
${list(
  appeals && (isPublic ? texts.whoPublic : texts.whoPrivate),
  appeals && texts.whoStaff,
  discussions && texts.whoComment,
  polls && texts.whoVote,
  appeals && organization.pushKey && texts.whoBrowser,
  appeals && fill(texts.whoMap, { host: hostOf(organization.map.tiles) }),
  texts.whoNobody,
)}
<h2>${texts.rights}</h2>
${appeals ? html`<p>${texts.rightsAppeal}</p>${findByNumber(page)}` : ''}
${renderWhom(page)}
${isOwn(page) ? html`<p><a href="${organization.consent.url}">${texts.own}</a></p>` : ''}
</div>`
  return { title: texts.title, content }
}

function howLong({ language, texts: all, organization }: Page, privacy: Privacy): [string, string][] {
  const texts = all.privacy
  const { appeals, polls, discussions } = organization.features
  const within = (text: string, { afterDays }: Rule) =>
    fill(text, { days: counted(language, afterDays ?? 0, all.calendarDays) })
  const hours = (text: string, count: number) =>
    fill(text, {
      hours: fill(texts.hours[new Intl.PluralRules(language).select(count)] ?? texts.hours.other, { count }),
    })
  const ofAppeal = (rule: Rule) =>
    rule.action === 'keep' ? texts.kept : within(rule.action === 'delete' ? texts.erased : texts.anonymized, rule)
  const { action } = privacy.comments
  const ofComments =
    action === 'keep'
      ? texts.keptComment
      : within(action === 'delete' ? texts.commentsErased : texts.commentsAnonymized, privacy.comments)
  return [
    ...(appeals
      ? ([
          [texts.appeals, ofAppeal(privacy.appeals)],
          ...privacy.categories.map((rule): [string, string] => [`${texts.appeals} (${rule.name})`, ofAppeal(rule)]),
          [
            texts.contacts,
            privacy.contacts.action === 'keep' ? texts.keptContact : within(texts.contactsErased, privacy.contacts),
          ],
          [texts.files, hours(texts.filesKept, privacy.unsentFilesHours)],
        ] satisfies [string, string][])
      : []),
    ...(discussions ? [[texts.comments, ofComments] as [string, string]] : []),
    ...(polls ? [[texts.votes, texts.keptVote] as [string, string]] : []),
    [texts.repetitions, hours(texts.repetitionsKept, privacy.repetitionsHours)],
  ]
}

const list = (...items: (string | false | null)[]): Html =>
  html`<ul>${items.filter(Boolean).map((item) => html`<li>${item}</li>`)}</ul>`

/** Whom to turn to where no secret helps. */
function renderWhom({ texts: { privacy: texts }, organization: { contacts } }: Page): Html {
  const ways = [
    contacts.email && html`<a href="mailto:${contacts.email}">${contacts.email}</a>`,
    contacts.phone && phoneLink(contacts.phone),
  ].filter(Boolean)
  if (ways.length === 0) return html`<p>${texts.rightsWhom}</p>`
  return html`<p>${texts.rightsComment} ${ways.map((way, index) => (index > 0 ? html`, ${way}` : way))}</p>`
}

/** The organization has a page of its own beside this one. */
const isOwn = ({ organization: { id, consent } }: Page) => !new URL(consent.url).pathname.endsWith(`/o/${id}/privacy`)

/** Some feature takes residents who are known by more than their device. */
const isKnownAnywhere = ({ organization: { identity } }: Page) =>
  Object.values(identity).some((ways) => ways.some((way) => way !== 'anonymous'))

/** Whose pictures a map is made of. */
const hostOf = (tiles: string) => new URL(tiles.replace(/[{}]/g, '')).hostname.replace(/^s\./, '')

import languages from 'texts:campaign'
import { html, type TemplateResult } from 'lit'
import { getCampaign } from '../../sdk/campaigns.js'
import type { Organization } from '../../sdk/organization.js'
import { ProblemError } from '../../sdk/problems.js'
import type { CallOptions, Transport } from '../../sdk/transport.js'
import { fill, findTexts, type TextKey, type TextValues } from '../shared/texts.js'
import type { Group } from './search.js'

/** What a campaign puts in place of the organization's own form. Loaded only where one is asked for, or nothing can be. */
export interface ShownCampaign {
  groups: readonly Group[]
  /** The code of its topic, where it has one alone. */
  only: string | undefined
  /** Above the form: what it is called and, at the first step, what it is about. */
  head: (isFirst: boolean) => TemplateResult
  /** In place of the form while it takes nothing: why, and the way to the ordinary form. */
  closed: ((onOther: () => void) => TemplateResult) | undefined
}

export async function loadCampaign(client: Transport, id: string, options: CallOptions): Promise<ShownCampaign> {
  const [campaign, speech] = await Promise.all([
    getCampaign(client, id, options).catch((error: unknown) => {
      // Switched off: whoever finds it gone is shown the way on.
      if (!(error instanceof ProblemError && error.status === 404)) throw error
    }),
    speak(client),
  ])
  const { name = '', description = '', categories = [], status, opensOn = '', closesOn } = campaign ?? {}
  const say = (key: 'topics' | 'until' | 'ahead' | 'over' | 'gone' | 'other', day?: string | null) =>
    speech.say(key, {
      // A day is the same everywhere.
      date: day ? new Date(day).toLocaleDateString(speech.language, { dateStyle: 'long', timeZone: 'UTC' }) : '',
    })
  const title = html`<p class="text"><b part="campaign" role="heading" aria-level="2"><bdi>${name}</bdi></b></p>`
  const about = html`${title}
    <p class="text" dir="auto">${description}</p>`
  const why = status === 'scheduled' ? say('ahead', opensOn) : status ? say('over', closesOn) : say('gone')
  return {
    groups: [{ code: id, name: say('topics'), categories }],
    only: categories.length === 1 ? categories[0]?.code : undefined,
    head: (isFirst) =>
      isFirst ? html`${about}${closesOn ? html`<p class="muted">${say('until', closesOn)}</p>` : ''}` : title,
    closed:
      status === 'open'
        ? undefined
        : (onOther) => html`${status ? about : ''}
            <p class="text" role="status">${why}</p>
            <div class="actions">
              <button type="button" class="primary" part="button" @click=${onOther}>${say('other')}</button>
            </div>
            <slot></slot>`,
  }
}

/** Stands where no appeal can be written: why, and the ways there are besides. */
export async function loadClosed(
  client: Transport,
  { features, contacts, name }: Organization,
): Promise<NonNullable<ShownCampaign['closed']>> {
  const { say } = await speak(client)
  const { phone, email } = contacts
  return () => html`<p>${say(features.appeals ? 'none' : 'off', { name })}</p>
    <p>${phone ? html`<a href="tel:${phone.replace(/[^+\d]/g, '')}" dir="ltr">${phone}</a>` : ''}</p>
    <p>${email ? html`<a href="mailto:${email}">${email}</a>` : ''}</p>
    <slot></slot>`
}

async function speak({ language: wanted = '' }: Transport) {
  const texts = await findTexts(languages, wanted)
  const { lang: language } = texts
  return { language, say: (key: TextKey<'campaign'>, values: TextValues) => fill(texts[key], language, values) }
}

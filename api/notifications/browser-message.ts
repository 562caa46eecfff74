import type { Status } from '../appeals/transitions.js'
import { furtherTexts } from '../languages/further.js'
import { textsFor } from '../pages/texts.js'
import { fill } from '../platform/language.js'
import { mailLanguage } from '../platform/letter.js'

const titles = { en: 'Appeal no. {number}: {status}', ru: 'Обращение № {number}: {status}' }

/** What a browser shows: read there by a screen locked or shared, so it is number and status alone. */
export interface BrowserMessage {
  title: string
  /** Whose appeal it is. */
  body: string
  lang: string
}

export const browserMessage = ({
  language,
  organization,
  number,
  status,
}: {
  language: string
  organization: string
  number: number
  status: Status
}): BrowserMessage => ({
  title: fill(furtherTexts(language)?.notice ?? titles[mailLanguage(language)], {
    number,
    status: textsFor(language).statuses[status],
  }),
  body: organization,
  lang: furtherTexts(language)?.notice ? language : mailLanguage(language),
})

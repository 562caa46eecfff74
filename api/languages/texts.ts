import type { DiscussionMailTexts } from '../discussions/following/mails.js'
import type { FollowerMailTexts } from '../notifications/mails.js'
import type { Way } from '../organizations/ways.js'
import type { PageTexts } from '../pages/texts.js'
import type { FieldTexts } from '../platform/field-texts.js'
import type { ProblemTexts } from '../platform/problems.js'
import type { CodeMailTexts } from '../residents/code-mail.js'

/**
 * What the service itself says to residents in a language beyond English and Russian: on its pages without JavaScript,
 * in mails and where something is refused. Whatever is left out is said in English.
 */
export interface ServerTexts {
  /** Left out: from left to right. */
  direction?: 'rtl'
  pages?: Gaps<PageTexts>
  problems?: Partial<ProblemTexts>
  /** What is said at a field. */
  fields?: Partial<FieldTexts>
  /** What each way of showing who one is asks for. */
  ways?: Partial<Record<Way, string>>
  codeMail?: Partial<CodeMailTexts>
  followerMails?: Partial<FollowerMailTexts>
  discussionMails?: Partial<DiscussionMailTexts>
  /** What a browser shows of a step: `{number}`, `{status}`. */
  notice?: string
  /** The appeal that theirs was joined to was closed without an answer. */
  apartAgain?: string
  /** Another organization could not deal with it. */
  cameBack?: string
}

type Gaps<Texts> = { [Key in keyof Texts]?: Texts[Key] extends string ? string : Gaps<Texts[Key]> }

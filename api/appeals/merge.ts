import { and, asc, eq, isNull } from 'drizzle-orm'
import { keepAttachments, readAttachments } from '../attachments/copy.js'
import { furtherTexts } from '../languages/further.js'
import { tellOfStep } from '../notifications/follow.js'
import type { Transaction } from '../platform/database.js'
import { mailLanguage } from '../platform/letter.js'
import { invalid, Problem } from '../platform/problems.js'
import { append } from './append.js'
import { type AppealRow, appealColumns, findAppeal, lockAppeal } from './find.js'
import type { AppealEventData } from './history.js'
import { appeals } from './tables.js'
import { isOpen } from './transitions.js'

/** What is told to those whose appeal has to go on by itself. */
const texts = {
  en: 'The appeal that yours was joined to was closed without an answer. Yours is dealt with on its own again.',
  ru: 'Обращение, с которым объединили ваше, закрыто без ответа. Ваше снова рассматривается отдельно.',
}

/**
 * The appeal that another is merged into, locked. Whoever has it locked now goes first: to wait here, holding the other,
 * would be to wait for each other.
 * @throws {Problem} `invalid-input` for one that is not there, is settled, is the very same, or is private where this one is public; `changed-meanwhile`.
 */
export async function findMain(
  transaction: Transaction,
  { organizationId, number: own, status, version, visibility }: AppealRow,
  number: number,
): Promise<AppealRow> {
  const found = number === own ? undefined : await findAppeal(transaction, { organizationId, number })
  if (!found) throw invalid('/into', 'unknown')
  const main = await lockAppeal(transaction, { organizationId, number }, { skipLocked: true })
  if (!main) throw new Problem('changed-meanwhile', { appeal: { status, version } })
  if (!isOpen(main.status) || main.erasedAt) throw invalid('/into', 'settled')
  // Its answer would be public with this one.
  if (visibility === 'public' && main.visibility !== 'public') throw invalid('/into', 'not-public')
  return main
}

/**
 * Has the appeals merged into one go where it went, once it is settled: answered or refused with it, merged
 * further with it, and on their own again where it ends without a word for them. Each is told to its own resident, who rates or disputes it.
 * @param mask hides in the answer what leads to a person: it was written to somebody else.
 */
export async function takeAlong(
  transaction: Transaction,
  main: AppealRow,
  now: Date,
  mask: (text: string) => string = (text) => text,
): Promise<void> {
  const { organizationId, number, status } = main
  if (isOpen(status)) return
  const merged = await transaction
    .select(appealColumns)
    .from(appeals)
    .where(
      and(
        eq(appeals.organizationId, organizationId),
        eq(appeals.mergedInto, number),
        eq(appeals.status, 'merged'),
        isNull(appeals.erasedAt),
      ),
    )
    .orderBy(asc(appeals.number))
    .for('update')
  const isAnswered = status === 'answered' || status === 'declined'
  const files =
    merged.length > 0 && isAnswered
      ? await readAttachments(transaction, { organizationId, ownerId: main.id, sequence: main.version })
      : []
  for (const appeal of merged) {
    const next = await append(transaction, appeal, 'system', {
      type: 'transitioned',
      at: now,
      data: fateOf(main, appeal, mask),
    })
    // Merged further, nothing is new for whoever sent it.
    if (next.status === 'merged') continue
    await keepAttachments(transaction, { organizationId, ownerId: appeal.id, sequence: next.version }, files)
    const isAnswer = next.status === 'answered'
    await tellOfStep(transaction, { organizationId, appealId: appeal.id, sequence: next.version, isAnswer, now })
  }
}

/** What becomes of an appeal merged into one that is settled now. */
function fateOf(
  { status, answer, mergedInto }: AppealRow,
  { language }: AppealRow,
  mask: (text: string) => string,
): AppealEventData {
  if (status === 'merged') return { to: 'merged', related: mergedInto ?? undefined }
  if (answer !== null && (status === 'answered' || status === 'declined')) return { to: status, text: mask(answer) }
  return { to: 'registered', text: furtherTexts(language)?.apartAgain ?? texts[mailLanguage(language)] }
}

import type { ResolvedOrganization } from '../organizations/resolve.js'
import { fill, textsFor } from '../pages/texts.js'
import { type AtomFeed, toAtom } from '../platform/atom.js'
import { localize } from '../platform/language.js'
import type { ResidentAppeal } from './contract.js'

/** The steps of an appeal, in the words of the resident's page. */
export function toFeed(
  appeal: ResidentAppeal,
  {
    id,
    organization: { id: organizationId, names, settings },
    language,
    origin,
  }: { id: string; organization: ResolvedOrganization; language: string; origin: string },
): string {
  const texts = textsFor(language)
  const link = `${origin}/o/${organizationId}/appeals/${appeal.number}`
  const entries = appeal.history.flatMap(({ type, status, at, by, text }, index): AtomFeed['entries'] =>
    by === 'organization' || type === 'received'
      ? [
          {
            id: `${index}`,
            title: type === 'received' || type === 'transitioned' ? texts.statuses[status] : texts.happened[type],
            text: text ?? undefined,
            link,
            at: new Date(at),
          },
        ]
      : [],
  )
  return toAtom({
    id: `urn:uuid:${id}`,
    title: `${fill(texts.appealNumber, { number: appeal.number })}: ${appeal.category.name}`,
    link,
    author: localize(names, language, settings.languages),
    since: new Date(appeal.receivedAt),
    entries,
  })
}

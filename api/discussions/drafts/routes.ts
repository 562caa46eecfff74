import { requireStaff } from '../../identity/authenticate.js'
import type { Queryable } from '../../platform/database.js'
import { type AppContext, createRouter, privateCache, publicCache } from '../../platform/http.js'
import { once } from '../../platform/idempotency.js'
import { Problem } from '../../platform/problems.js'
import type { Services } from '../../platform/services.js'
import { changesBetween } from './changes.js'
import * as contract from './contract.js'
import { countOnParagraphs, type DraftRow, publishDraft, versionsOf } from './drafts.js'

/** The text that a discussion is about: its versions, what changed between them, and which of its paragraphs are spoken of. */
export function draftRoutes(services: Services) {
  const keyOf = (c: AppContext, discussionId: string) => ({ organizationId: c.get('organization').id, discussionId })
  const read = async (database: Queryable, key: ReturnType<typeof keyOf>, version?: number) => {
    const versions = await versionsOf(database, key)
    const draft = version === undefined ? versions[0] : versions.find((one) => one.version === version)
    if (!draft) throw new Problem('not-found')
    return { versions, draft }
  }
  const view = async (database: Queryable, key: ReturnType<typeof keyOf>, version?: number) => {
    const { versions, draft } = await read(database, key, version)
    return toDraft(draft, versions, await countOnParagraphs(database, key))
  }

  return createRouter()
    .openapi(contract.getDraft, async (c) => {
      const draft = await view(
        c.get('database'),
        keyOf(c, c.req.valid('param').discussion),
        c.req.valid('query').version,
      )
      publicCache(c, 0)
      return c.json(draft, 200)
    })

    .openapi(contract.getDraftChanges, async (c) => {
      const { from, to } = c.req.valid('query')
      const { versions, draft } = await read(c.get('database'), keyOf(c, c.req.valid('param').discussion), to)
      const before = versions.find(({ version }) => version === (from ?? draft.version - 1))
      if (from !== undefined && !before) throw new Problem('not-found')
      publicCache(c, 0)
      const paragraphs = changesBetween(before?.paragraphs ?? [], draft.paragraphs)
      return c.json({ from: before?.version ?? 0, to: draft.version, paragraphs }, 200)
    })

    .openapi(contract.publishDraft, async (c) => {
      const { actor } = requireStaff(c, 'coordinator', 'administrator')
      const key = keyOf(c, c.req.valid('param').discussion)
      privateCache(c)
      const by = { actor, at: services.now(), timeZone: c.get('organization').settings.timeZone }
      const answer = await once(c, services, async (transaction) => {
        const { draft, isNew } = await publishDraft(transaction, key, c.req.valid('json'), by)
        return c.json(await view(transaction, key, draft.version), isNew ? 201 : 200)
      })
      services.events.nudge()
      return answer
    })
}

function toDraft(
  { version, language, at, paragraphs }: DraftRow,
  versions: readonly DraftRow[],
  counts: ReadonlyMap<string, number>,
): contract.Draft {
  const counted = <One extends { id: string }>(one: One) => ({ ...one, commentCount: counts.get(one.id) ?? 0 })
  const here = new Set(paragraphs.map(({ id }) => id))
  const removed = new Map<string, contract.Draft['removed'][number]>()
  for (const other of versions)
    for (const one of other.paragraphs)
      if (!here.has(one.id) && counts.has(one.id) && !removed.has(one.id))
        removed.set(one.id, { ...counted(one), version: other.version })
  return {
    version,
    language,
    at: at.toISOString(),
    versions: versions.map((one) => ({ version: one.version, at: one.at.toISOString() })),
    paragraphs: paragraphs.map(counted),
    removed: [...removed.values()],
  }
}

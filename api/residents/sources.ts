import { and, asc, eq } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { recordAudit } from '../audit/record.js'
import { randomSecret } from '../platform/crypto.js'
import type { Queryable, Transaction } from '../platform/database.js'
import type { SealedPlace, Sealing } from '../platform/sealing.js'
import { residentSources } from './tables.js'

export type SourceRow = typeof residentSources.$inferSelect

export const sourcePlace = (organizationId: string, id: string): SealedPlace => ({
  organizationId,
  column: 'resident_sources.sealed',
  row: id,
})

interface By {
  /** As the audit trail names them. */
  actor: string
  at: Date
}

/** Has an organization believe a website: by its public keys or, where no address of keys is given, by a secret that is made here and told this once. */
export async function addSource(
  transaction: Transaction,
  sealing: Sealing,
  { organizationId, issuer, jwks }: { organizationId: string; issuer: string; jwks?: string | undefined },
  { actor, at }: By,
): Promise<{ row: SourceRow; secret: string | null }> {
  const id = uuid()
  const secret = jwks === undefined ? randomSecret() : null
  const sealed = secret === null ? null : await sealing.seal(sourcePlace(organizationId, id), secret)
  const row: SourceRow = { organizationId, id, way: 'site', issuer, jwks: jwks ?? null, sealed, createdAt: at }
  await transaction.insert(residentSources).values(row)
  const entry = { action: 'resident-source.added', subject: `resident-sources/${id}`, details: { issuer, jwks } }
  await recordAudit(transaction, { organizationId, actor, at, ...entry })
  return { row, secret }
}

/** Whether there was one. */
export async function removeSource(
  transaction: Transaction,
  { organizationId, id }: { organizationId: string; id: string },
  { actor, at }: By,
): Promise<boolean> {
  const [removed] = await transaction
    .delete(residentSources)
    .where(and(eq(residentSources.organizationId, organizationId), eq(residentSources.id, id)))
    .returning()
  if (!removed) return false
  const { issuer } = removed
  const entry = { action: 'resident-source.removed', subject: `resident-sources/${id}`, details: { issuer } }
  await recordAudit(transaction, { organizationId, actor, at, ...entry })
  return true
}

export const sourcesOf = (database: Queryable, organizationId: string): Promise<SourceRow[]> =>
  database
    .select()
    .from(residentSources)
    .where(eq(residentSources.organizationId, organizationId))
    .orderBy(asc(residentSources.id))

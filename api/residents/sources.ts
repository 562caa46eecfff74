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

/** What a source is made of. A website without an address of keys is given a secret, told this once. */
export type NewSource =
  | { way: 'site'; issuer: string; jwks?: string | undefined }
  | { way: 'oidc'; issuer: string; clientId: string; clientSecret?: string | undefined }

/** Has an organization believe what a website or provider tells of residents. */
export async function addSource(
  transaction: Transaction,
  sealing: Sealing,
  organizationId: string,
  source: NewSource,
  { actor, at }: By,
): Promise<{ row: SourceRow; secret: string | null }> {
  const id = uuid()
  const { way, issuer } = source
  const jwks = way === 'site' ? (source.jwks ?? null) : null
  const clientId = way === 'oidc' ? source.clientId : null
  const made = way === 'site' && jwks === null ? randomSecret() : null
  const secret = way === 'oidc' ? source.clientSecret : made
  const sealed = secret ? await sealing.seal(sourcePlace(organizationId, id), secret) : null
  const row: SourceRow = { organizationId, id, way, issuer, jwks, clientId, sealed, createdAt: at }
  await transaction.insert(residentSources).values(row)
  const entry = {
    action: 'resident-source.added',
    subject: `resident-sources/${id}`,
    details: { way, issuer, jwks, clientId },
  }
  await recordAudit(transaction, { organizationId, actor, at, ...entry })
  return { row, secret: made }
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

import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { recordAudit } from '../audit/record.js'
import type { Transaction } from '../platform/database.js'
import { mergePatch } from '../platform/merge-patch.js'
import { ContractProblem, invalid, Problem } from '../platform/problems.js'
import { matchesVersion } from '../platform/version.js'
import { newOrganizationSchema, type OrganizationChange } from './administration.js'
import { changesBetween } from './changes.js'
import { unreadableTokens } from './contrast.js'
import { inherit } from './inherit.js'
import { organizations } from './tables.js'

export type OrganizationRow = typeof organizations.$inferSelect

/** Who changes the tree, and when. */
export interface By {
  /** `command`, or `staff:` and an id. */
  actor: string
  at: Date
}

/** Changes to the tree come one after another: what stands above must not move meanwhile. Any number no other lock of ours has. */
const TREE_LOCK = 872_463_019
const lockTree = (transaction: Transaction) => transaction.execute(sql`select pg_advisory_xact_lock(${TREE_LOCK})`)

/** @param parent null makes a root. @throws {Problem} `invalid-input` */
export async function createOrganization(
  transaction: Transaction,
  { parent, ...given }: z.output<typeof newOrganizationSchema> & { parent: string | null },
  { actor, at }: By,
): Promise<OrganizationRow> {
  await lockTree(transaction)
  const above = parent === null ? [] : (await findParent(transaction, parent)).path
  await mustBeReadable(transaction, [...above, given.id], given)
  const [added] = await transaction
    .insert(organizations)
    .values({ ...given, path: [...above, given.id], createdAt: at })
    .onConflictDoNothing()
    .returning()
  if (!added) throw invalid('/id', 'taken')
  const { id: organizationId, path, kind, names, settings } = added
  const details = { path, kind, names, settings, territory: added.territory !== null }
  await recordAudit(transaction, { organizationId, actor, action: 'organization.created', details, at })
  return added
}

/**
 * @param change a merge patch; `parent` null makes it a root, which only the command may.
 * @throws {Problem} `changed-meanwhile`, `organizations-below`, `invalid-input`
 */
export async function changeOrganization(
  transaction: Transaction,
  id: string,
  { parent, retired, ...change }: Omit<OrganizationChange, 'parent'> & { parent?: string | null | undefined },
  { actor, at, ifMatch }: By & { ifMatch?: string | undefined },
): Promise<OrganizationRow> {
  await lockTree(transaction)
  const [found] = await transaction.select().from(organizations).where(eq(organizations.id, id))
  if (!found) throw new Problem('not-found')
  if (ifMatch !== undefined && !matchesVersion(ifMatch, found.version)) throw new Problem('changed-meanwhile')

  const checked = changeable.safeParse({
    kind: change.kind ?? found.kind,
    names: mergePatch(found.names, change.names ?? {}),
    settings: mergePatch(found.settings, change.settings ?? {}),
  })
  if (!checked.success) throw new ContractProblem(checked.error)
  const next = {
    ...checked.data,
    territory: change.territory === undefined ? found.territory : change.territory,
    path: parent === undefined ? found.path : await pathBeneath(transaction, id, parent),
    retiredAt: await retirement(transaction, found, retired, at),
  }
  if (change.settings?.look !== undefined) await mustBeReadable(transaction, next.path, { id, settings: next.settings })
  const changes = changesBetween(found, next)
  if (Object.keys(changes).length === 0) return found

  if (next.path.join() !== found.path.join()) await move(transaction, found.path, next.path)
  const [changed] = await transaction
    .update(organizations)
    .set({ ...next, version: found.version + 1 })
    .where(eq(organizations.id, id))
    .returning()
  if (!changed) throw new Problem('not-found')
  await recordAudit(transaction, {
    organizationId: id,
    actor,
    action: 'organization.changed',
    details: { changes },
    at,
  })
  return changed
}

/** A look, with what it inherits, must let everything be read. @throws {Problem} `invalid-input` */
async function mustBeReadable(
  transaction: Transaction,
  path: readonly string[],
  own: Pick<OrganizationRow, 'id' | 'settings'>,
): Promise<void> {
  if (!own.settings.look) return
  const rows = await transaction
    .select({ id: organizations.id, settings: organizations.settings })
    .from(organizations)
    .where(inArray(organizations.id, [...path]))
  const chain = path.map((id) => (id === own.id ? own : (rows.find((row) => row.id === id) ?? { id, settings: {} })))
  const errors = unreadableTokens(inherit(chain).look).map((token) => ({
    pointer: `/settings/look/${token}`,
    code: 'contrast',
  }))
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
}

const changeable = newOrganizationSchema.pick({ kind: true, names: true, settings: true })

async function findParent(transaction: Transaction, id: string): Promise<OrganizationRow> {
  const [parent] = await transaction.select().from(organizations).where(eq(organizations.id, id))
  if (!parent) throw invalid('/parent', 'unknown')
  if (parent.retiredAt) throw invalid('/parent', 'retired')
  return parent
}

async function pathBeneath(transaction: Transaction, id: string, parent: string | null): Promise<string[]> {
  if (parent === null) return [id]
  const { path } = await findParent(transaction, parent)
  if (path.includes(id)) throw invalid('/parent', 'below-itself')
  return [...path, id]
}

/** Everything below goes along, and inherits from the new place. */
async function move(transaction: Transaction, from: readonly string[], to: readonly string[]): Promise<void> {
  // Raw, but nobody's input: a number that is counted here.
  const tail = sql.raw(String(from.length + 1))
  const below = sql`${organizations.path} @> array[${from.at(-1)}]::text[]`
  await transaction
    .update(organizations)
    .set({
      path: sql`array[${sql.join(
        to.map((id) => sql`${id}`),
        sql`, `,
      )}]::text[] || (${organizations.path})[${tail}:]`,
      version: sql`${organizations.version} + 1`,
    })
    .where(and(below, sql`cardinality(${organizations.path}) > ${from.length}::int`))
}

async function retirement(
  transaction: Transaction,
  found: OrganizationRow,
  retired: boolean | undefined,
  at: Date,
): Promise<Date | null> {
  if (retired === undefined || retired === (found.retiredAt !== null)) return found.retiredAt
  if (!retired) {
    const parent = found.path.at(-2)
    if (parent) await findParent(transaction, parent)
    return null
  }
  const [below] = await transaction
    .select({ id: organizations.id })
    .from(organizations)
    .where(
      and(
        sql`${organizations.path} @> array[${found.id}]::text[]`,
        sql`cardinality(${organizations.path}) > ${found.path.length}::int`,
        isNull(organizations.retiredAt),
      ),
    )
    .limit(1)
  if (below) throw new Problem('organizations-below')
  return at
}

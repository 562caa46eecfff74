import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import type { Queryable, Transaction } from '../platform/database.js'
import { type SealedPlace, type Sealing, UnknownKey } from '../platform/sealing.js'
import type { PushSubscription } from '../platform/services.js'
import { followers } from './tables.js'

interface AppealKey {
  organizationId: string
  appealId: string
}

interface Browser {
  id: string
  subscription: PushSubscription
  since: Date
}

/** Of one appeal: beyond these, the one that was told longest makes room. */
const MOST_BROWSERS = 5

export const pushPlace = (organizationId: string, id: string): SealedPlace => ({
  organizationId,
  column: 'followers.push',
  row: id,
})

/** Has a browser told of each step of a locked appeal, once, however often it asks. */
export async function tellBrowser(
  transaction: Transaction,
  sealing: Sealing,
  {
    organizationId,
    appealId,
    language,
    subscription,
    now,
  }: AppealKey & { language: string; subscription: PushSubscription; now: Date },
): Promise<void> {
  const told = await browsersOf(transaction, sealing, { organizationId, appealId })
  const before = told.filter((browser) => isSame(browser, subscription))
  const others = told.filter((browser) => !isSame(browser, subscription))
  await remove(transaction, organizationId, [...before, ...others.slice(0, -(MOST_BROWSERS - 1))])
  const id = uuid()
  await transaction.insert(followers).values({
    organizationId,
    id,
    appealId,
    language,
    push: await sealing.seal(pushPlace(organizationId, id), JSON.stringify(subscription)),
    createdAt: now,
    // That it is theirs shows by their asking from it.
    confirmedAt: now,
  })
}

/** Has a browser told no more. */
export async function untellBrowser(
  transaction: Transaction,
  sealing: Sealing,
  { organizationId, appealId, subscription }: AppealKey & { subscription: PushSubscription },
): Promise<void> {
  const told = await browsersOf(transaction, sealing, { organizationId, appealId })
  await remove(
    transaction,
    organizationId,
    told.filter((browser) => isSame(browser, subscription)),
  )
}

/** The browsers told of an appeal, the one told longest first; not those whose key is lost. */
export async function browsersOf(
  database: Queryable,
  sealing: Sealing,
  { organizationId, appealId }: AppealKey,
): Promise<Browser[]> {
  const rows = await database
    .select()
    .from(followers)
    .where(
      and(eq(followers.organizationId, organizationId), eq(followers.appealId, appealId), isNotNull(followers.push)),
    )
    .orderBy(asc(followers.id))
  const browsers: Browser[] = []
  for (const row of rows) {
    const subscription = await subscriptionOf(sealing, row)
    if (subscription) browsers.push({ id: row.id, subscription, since: row.createdAt })
  }
  return browsers
}

/** Where a follower's browser is told; undefined for whoever is told by mail, and for what no key opens. */
export async function subscriptionOf(
  sealing: Sealing,
  { organizationId, id, push }: Pick<typeof followers.$inferSelect, 'organizationId' | 'id' | 'push'>,
): Promise<PushSubscription | undefined> {
  if (push === null) return undefined
  try {
    return JSON.parse(await sealing.unseal(pushPlace(organizationId, id), push))
  } catch (error) {
    if (error instanceof UnknownKey) return undefined
    throw error
  }
}

const isSame = ({ subscription }: Browser, { endpoint }: PushSubscription) => subscription.endpoint === endpoint

async function remove(transaction: Transaction, organizationId: string, browsers: readonly Browser[]): Promise<void> {
  if (browsers.length === 0) return
  const ids = browsers.map(({ id }) => id)
  await transaction
    .delete(followers)
    .where(and(eq(followers.organizationId, organizationId), inArray(followers.id, ids)))
}

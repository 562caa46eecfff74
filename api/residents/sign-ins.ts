import { and, eq, gt } from 'drizzle-orm'
import { randomSecret, sha256 } from '../platform/crypto.js'
import type { Queryable } from '../platform/database.js'
import type { Services } from '../platform/services.js'
import type { ResidentContact } from './contact.js'
import type { Known } from './subject.js'
import { residentSignIns } from './tables.js'

/** Who has signed in elsewhere, for a moment until the page takes it. */
export interface SignedIn {
  known: Known
  told: Partial<ResidentContact>
}

/** A sign-in that went elsewhere, by its state; or one that came back, by the code its page was handed. */
type Kind = 'begun' | 'back'

/** Neither is ever found by the key of the other. */
const hashOf = (kind: Kind, key: string) => sha256(kind, key)

/** Keeps sign-ins under way, each to be ended once by whoever has what it was begun with. */
export function createSignIns({ sealing, now }: Pick<Services, 'sealing' | 'now'>, organizationId: string) {
  const place = (row: string) => ({ organizationId, column: 'resident_sign_ins.sealed', row })
  const isOf = (hash: string) => and(eq(residentSignIns.organizationId, organizationId), eq(residentSignIns.hash, hash))
  return {
    /** @param key made here unless given. @returns the key. */
    async begin(
      database: Queryable,
      kind: Kind,
      data: object,
      { milliseconds, key = randomSecret() }: { milliseconds: number; key?: string },
    ): Promise<string> {
      const hash = await hashOf(kind, key)
      const sealed = await sealing.seal(place(hash), JSON.stringify(data))
      const expiresAt = new Date(now().getTime() + milliseconds)
      await database.insert(residentSignIns).values({ organizationId, hash, sealed, expiresAt })
      return key
    },
    async read<Data>(database: Queryable, kind: Kind, key: string): Promise<Data | undefined> {
      const hash = await hashOf(kind, key)
      const [found] = await database
        .select()
        .from(residentSignIns)
        .where(and(isOf(hash), gt(residentSignIns.expiresAt, now())))
      return found && JSON.parse(await sealing.unseal(place(hash), found.sealed))
    },
    /** Whether it was there to be ended. */
    async end(database: Queryable, kind: Kind, key: string): Promise<boolean> {
      const ended = await database
        .delete(residentSignIns)
        .where(isOf(await hashOf(kind, key)))
        .returning({ hash: residentSignIns.hash })
      return ended.length > 0
    },
  }
}

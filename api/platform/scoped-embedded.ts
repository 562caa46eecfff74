import type { PGlite, Transaction } from '@electric-sql/pglite'
import { PgDialect } from 'drizzle-orm/pg-core'
import { PgliteDatabase, PgliteSession } from 'drizzle-orm/pglite'
import type { Database } from './database.js'
import { entering } from './isolation.js'

type Within = Database['within']

/** Names its columns as `options` of `open-database.ts` does. */
const dialect = new PgDialect({ casing: 'snake_case' })

/** There is one session, whose user is a superuser: each query becomes a transaction that begins by stepping down. */
export const embeddedWithin =
  (client: PGlite): Within =>
  (path) => {
    const enter = entering(path)
    const transaction = <Result>(work: (inner: Transaction) => Promise<Result>) =>
      client.transaction(async (inner) => {
        await inner.exec(enter)
        return work(inner)
      })
    const scoped = {
      query: (...query: Parameters<PGlite['query']>) => transaction((inner) => inner.query(...query)),
      transaction,
    }
    // biome-ignore lint/suspicious/noExplicitAny: of the client Drizzle uses no more than this
    const session = new PgliteSession(scoped as any, dialect, undefined, {})
    return new PgliteDatabase(dialect, session as never, undefined) as unknown as ReturnType<Within>
  }

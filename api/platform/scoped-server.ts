import { PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsDatabase, PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { Sql, TransactionSql } from 'postgres'
import type { Database } from './database.js'
import { entering } from './isolation.js'

type Within = Database['within']

/** Names its columns as `options` of `open-database.ts` does. */
const dialect = new PgDialect({ casing: 'snake_case' })

/**
 * Has each query prepared once a connection (unless `DATABASE_PREPARE` is false). Drizzle asks for it only where a query
 * was given a name; without, each is parsed and planned anew and costs a round trip more, also within transactions.
 */
export function preparing<Client extends Pick<TransactionSql, 'unsafe'>>(client: Client): Client {
  return new Proxy(client, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name)
      if (typeof own !== 'function') return own
      if (name === 'unsafe') {
        return (text: string, parameters: unknown[]) => own(text, parameters, { prepare: true })
      }
      if (name === 'begin' || name === 'savepoint') {
        return (work: (inner: Client) => unknown) => own((inner: Client) => work(preparing(inner)))
      }
      return own
    },
  })
}

/** What Drizzle asks of postgres.js. */
interface Client {
  options: Sql['options']
  unsafe(text: string, parameters: unknown[]): PromiseLike<unknown> & { values(): Promise<unknown> }
  begin<Result>(work: (client: TransactionSql) => Result | Promise<Result>): Promise<unknown>
}

/** A query by itself goes in one trip with what begins and ends its transaction; a transaction costs no trip more than without. */
export const serverWithin =
  (client: Sql): Within =>
  (path) => {
    const enter = entering(path)
    const alone = async (query: (client: Pick<Sql, 'unsafe'>) => PromiseLike<unknown>) => {
      const connection = await client.reserve()
      let isLost = false
      try {
        const [, answer] = await Promise.all([
          connection.unsafe(`begin; ${enter}`),
          query(connection),
          connection.unsafe('commit'),
        ])
        return answer
      } catch (error) {
        // The pool has already taken such a connection back, and opens it anew.
        isLost = error instanceof Error && 'code' in error && String(error.code).startsWith('CONNECTION_')
        throw error
      } finally {
        if (!isLost) connection.release()
      }
    }
    const scoped: Client = {
      options: client.options,
      unsafe: (text, parameters) => {
        const ask = (inner: Pick<Sql, 'unsafe'>) =>
          preparing(inner as TransactionSql).unsafe(text, parameters as never[])
        return {
          // biome-ignore lint/suspicious/noThenProperty: Drizzle awaits a query, or asks for its values: it is sent when it knows which.
          then: (resolve, reject) => alone(ask).then(resolve, reject),
          values: () => alone((inner) => ask(inner).values()),
        }
      },
      begin: (work) =>
        client.begin((inner) => {
          // Not waited for: it goes with the first query, and what fails here fails the transaction.
          void inner.unsafe(enter).execute()
          return work(preparing(inner))
        }),
    }
    // biome-ignore lint/suspicious/noExplicitAny: of the client Drizzle uses no more than this
    const session = new PostgresJsSession(scoped as any, dialect, undefined, {})
    return new PostgresJsDatabase(dialect, session, undefined) as unknown as ReturnType<Within>
  }

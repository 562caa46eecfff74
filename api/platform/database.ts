import { type SQL, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import type { ExtractTablesWithRelations } from 'drizzle-orm/relations'
import type * as schema from './schema.js'

type Schema = typeof schema
type Relations = ExtractTablesWithRelations<Schema>

/** PostgreSQL, embedded or a server: the features know no difference. One organization's rows, as it may see them. */
export type OrganizationDatabase = PgDatabase<PgQueryResultHKT, Schema, Relations>
export type Transaction = PgTransaction<PgQueryResultHKT, Schema, Relations>
/** What a query needs: it runs alike inside and outside a transaction. */
export type Queryable = OrganizationDatabase | Transaction

/** All rows of all organizations: for jobs and commands. */
export type Database = OrganizationDatabase & {
  /**
   * The same as one organization has it: queries and transactions see its own rows alone, and read what it inherits
   * from those above it, however they are written. See `isolation.ts`.
   *
   * @param path the organizations from the root of the tree down to the one itself.
   */
  within(path: readonly string[]): OrganizationDatabase
}

export interface DatabaseConnection {
  database: Database
  kind: 'embedded' | 'server'
  close(): Promise<void>
}

/** The rows of a raw statement, whichever driver answered: postgres.js gives an array, PGlite an object that holds one. */
export async function rowsOf<Row>(database: Queryable, statement: SQL): Promise<Row[]> {
  const result: unknown = await database.execute(statement)
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Row[]
}

/**
 * For `column = ${anyOf(values, 'uuid')}`, of however many values: an array, made once, whose members an index is asked
 * for. Of a subquery PostgreSQL does not know how little it gives, and may read all rows there are to compare them.
 *
 * @param type written as it is: one of two words of the code, never what anyone sent.
 */
export const anyOf = (values: readonly string[], type: 'text' | 'uuid') =>
  sql`any (array(select jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb)::${sql.raw(type)}))`

/**
 * Runs `work` in one transaction on the rows of one organization. For what no request asked for: a handler has
 * `c.get('database')`. Within a transaction that goes through all organizations it is a part of that one.
 *
 * @param organization its id, or its path from the root of the tree where what it inherits is read too.
 */
export const inOrganization = <Result>(
  database: Database | Transaction,
  organization: string | readonly string[],
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> => ('within' in database ? database.within([organization].flat()) : database).transaction(work)

/** As Node, postgres.js and PostgreSQL (class 57: it is being stopped or started; 53300: it is full) say it. */
const away = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED'],
  ...['57P01', '57P02', '57P03', '53300'],
])

/** Whether an error says that the database cannot be reached now: the same request may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && away.has(String(cause.code))) return true
  }
  return false
}

import { sql } from 'drizzle-orm'
import { type Context, Hono } from 'hono'
import type { Database } from './database.js'
import { Problem, problemResponse } from './problems.js'

/** Milliseconds in which a database that works has answered. */
const ANSWER_WITHIN = 2_000

/** `/healthz`: this process lives. `/readyz`: it can serve, for the database answers; 503 before, after, and when it does not. */
export function createReadiness() {
  let database: Database | undefined
  const routes = new Hono()
    .get('/healthz', (c) => c.json({ status: 'alive' }, 200, { 'cache-control': 'no-store' }))
    .get('/readyz', async (c) =>
      database && (await answers(database))
        ? c.json({ status: 'ready' }, 200, { 'cache-control': 'no-store' })
        : unavailable(c),
    )
  return {
    routes,
    ready(opened: Database) {
      database = opened
    },
    stopping() {
      database = undefined
    },
  }
}

/** What is said while the server starts, stops, or has lost its database. */
export function unavailable(c: Context): Response {
  c.set('requestId', crypto.randomUUID())
  return problemResponse(new Problem('unavailable'), c)
}

async function answers(database: Database): Promise<boolean> {
  const asked = database.execute(sql`select 1`).then(
    () => true,
    () => false,
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN, false)
  })
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

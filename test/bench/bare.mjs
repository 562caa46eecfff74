// What the benchmarks compare with: the same Node server and router with nothing on top, and a one-row insert.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'

const sql = postgres(process.env.DATABASE_URL, { max: 10, onnotice: () => {} })
await sql`create table if not exists bare (id uuid primary key, content text not null)`
const body = { text: 'x'.repeat(1500) }

const app = new Hono()
app.get('/read', (c) => c.json(body))
app.post('/insert', async (c) => {
  const { text } = await c.req.json()
  await sql`insert into bare (id, content) values (${crypto.randomUUID()}, ${text})`
  return c.json({ accepted: true }, 201)
})
// One page of a thread, found by an index: see `discussions.mjs`.
app.get('/comments', async (c) =>
  c.json(
    await sql`select id, author, content, created_at from bare_comments where thread = 'one' order by id desc limit 50`,
  ),
)
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })

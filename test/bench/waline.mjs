// Waline's server, for comparison: installed by npm into a temporary folder, on a database beside ours on the same
// server, with a thread of as many comments. It asks an outside service on every request: a stub answers in its place.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { freePort } from '../postgres.mjs'

const VERSION = '1.39.3'
const PAGE = '/embankment'

/** @returns {Promise<{ read: string, write: string, comment(text: string): string, child: object, stop(): Promise<void> }>} */
export async function startWaline({ sql, url, children }) {
  const folder = process.env.WALINE_FOLDER ?? (await mkdtemp(path.join(tmpdir(), 'waline-')))
  if (!process.env.WALINE_FOLDER) {
    await writeFile(path.join(folder, 'package.json'), '{}')
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', `@waline/vercel@${VERSION}`], {
      cwd: folder,
    })
  }
  await sql`create database waline`
  const own = new URL(url)
  own.pathname = '/waline'
  await fill(postgres(own.href, { max: 1, onnotice: () => {} }))
  const stub = createServer((_, answer) => answer.setHeader('content-type', 'application/json').end('{"services":[]}'))
  await once(stub.listen(0, '127.0.0.1'), 'listening')
  const port = await freePort()
  const script = `require('./node_modules/@waline/vercel/vanilla.js')`
  const child = spawn(process.execPath, ['-e', script], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production' },
      ...{
        PG_DB: 'waline',
        PG_HOST: own.hostname,
        PG_PORT: own.port,
        PG_USER: own.username,
        PG_PASSWORD: own.password,
      },
      ...{ JWT_TOKEN: 'benchmark', OAUTH_URL: `http://127.0.0.1:${stub.address().port}`, SITE_URL: 'http://127.0.0.1' },
      ...{ IPQPS: '0', AKISMET_KEY: 'false', DISABLE_REGION: 'true', LOGIN: 'disable' },
    },
    stdio: ['ignore', process.env.WALINE_LOG ? 'inherit' : 'ignore', 'inherit'],
  })
  children.push(child)
  const base = `http://127.0.0.1:${port}/api/comment`
  const read = `${base}?path=${encodeURIComponent(PAGE)}&pageSize=50&page=1&sortBy=insertedAt_desc`
  for (let attempt = 0; ; attempt++) {
    const found = await fetch(read).then(
      (answer) => answer.json(),
      () => undefined,
    )
    if (found?.data?.data?.length) break
    if (attempt > 100) throw new Error(`Waline: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return {
    ...{ read, write: base, child },
    comment: (text) => JSON.stringify({ comment: text, nick: 'Марина', mail: '', link: '', ua: '', url: PAGE }),
    async stop() {
      child.kill()
      stub.close()
      if (!process.env.WALINE_FOLDER) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Its tables as its documentation has them, with the index it gives its users no word of: none. */
async function fill(database) {
  await database.unsafe(`
    create sequence wl_comment_seq;
    create table wl_comment (id int check (id > 0) not null default nextval('wl_comment_seq') primary key,
      user_id int, comment text, insertedat timestamp(0), ip varchar(100) default '', link varchar(255),
      mail varchar(255), nick varchar(255), pid int, rid int, sticky numeric, status varchar(50) not null default '',
      "like" int, ua text, url varchar(255), createdat timestamp(0) default current_timestamp,
      updatedat timestamp(0) default current_timestamp);
    create sequence wl_users_seq;
    create table wl_users (id int check (id > 0) not null default nextval('wl_users_seq') primary key,
      display_name varchar(255) not null default '', email varchar(255) not null default '',
      password varchar(255) not null default '', type varchar(50) not null default '', label varchar(255), url varchar(255),
      avatar varchar(255), github varchar(255), twitter varchar(255), facebook varchar(255), google varchar(255),
      weibo varchar(255), qq varchar(255), oidc varchar(255), "2fa" varchar(32),
      createdat timestamp(0) default current_timestamp, updatedat timestamp(0) default current_timestamp);
    insert into wl_comment (comment, insertedat, nick, status, url, ua, pid, rid)
      select 'Комментарий ' || n || ': на набережной не хватает света, скамеек и **удобного** спуска к воде.',
        now() - (10001 - n) * interval '1 second', 'Лена К.', 'approved', '${PAGE}', '',
        case when n % 2 = 0 then n - 1 end, case when n % 2 = 0 then n - 1 end
      from generate_series(1, 10000) n;
    analyze`)
  await database.end()
}

/**
 * A website whose visitors sign in with it, and need not sign in again to take part: its server signs who they are.
 *
 *   npm start                                             the demo, on port 8787
 *   KEY=$(npx vmeste key create --organization hanty-mansiysk --role administrator)
 *   npx vmeste organization set hanty-mansiysk --settings '{"identity":{"polls":["site"]}}'
 *   export SITE_SECRET=$(curl -s localhost:8787/v1/organizations/hanty-mansiysk/residents/sources \
 *     -H "authorization: Bearer $KEY" -H 'content-type: application/json' \
 *     -d '{"issuer":"http://localhost:8080"}' | node -p 'JSON.parse(require("fs").readFileSync(0)).secret')
 *   node examples/site-identity/server.mjs                this, on port 8080
 */
import { createServer } from 'node:http'
import { signResident } from 'vmeste/sdk/server'

const {
  SITE_SECRET: secret,
  VMESTE = 'http://localhost:8787',
  ORGANIZATION: organization = 'hanty-mansiysk',
} = process.env
if (!secret) throw new Error('SITE_SECRET is what the registration of this website answered')

/** Whoever this website says it is: here a name in a cookie, yours is the session of your own. */
const visitorOf = (request) => /(?:^|; )visitor=(\w+)/.exec(request.headers.cookie ?? '')?.[1]

const page = (visitor) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A town</title>
<script type="module" src="${VMESTE}/embed.js"></script>
<script type="module" src="/page.js"></script>
<form action="/sign-in">${visitor ? `You are ${visitor}. <button name="as" value="">Sign out</button>` : '<label>Sign in as <input name="as" pattern="\\w+" required></label> <button>Sign in</button>'}</form>
<vmeste-poll organization="${organization}" poll="new-park"></vmeste-poll>
</html>`

const script = `document.addEventListener('vmeste-sign-in-wanted', ({ detail }) => {
  // Asked when it is needed: who only reads is told to nobody.
  detail.identify(fetch('/vmeste-token', { method: 'POST' }).then((answer) => (answer.ok ? answer.text() : null)))
})`

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  const visitor = visitorOf(request)
  const answer = (status, type, body, headers = {}) =>
    response
      .writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...headers })
      .end(body)
  if (pathname === '/page.js') return answer(200, 'text/javascript', script)
  if (pathname === '/sign-in') {
    const name = searchParams.get('as')?.match(/^\w{1,30}$/)?.[0] ?? ''
    return answer(303, 'text/plain', '', {
      location: '/',
      'set-cookie': `visitor=${name}; HttpOnly; SameSite=Strict${name ? '' : '; Max-Age=0'}`,
    })
  }
  if (pathname === '/vmeste-token' && request.method === 'POST') {
    if (!visitor) return answer(401, 'text/plain', '')
    const issuer = 'http://localhost:8080'
    return answer(
      200,
      'text/plain',
      await signResident({ secret, organization, issuer, subject: visitor, name: visitor }),
    )
  }
  return answer(200, 'text/html', page(visitor))
}).listen(8080, () => console.log('http://localhost:8080'))

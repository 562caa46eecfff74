import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, send, take } from './appeals.fixture.js'

let api: TestApp
let number: number
beforeAll(async () => {
  api = await createTestApp()
  await addCategory(api, { code: 'potholes', contact: { name: 'none', email: 'optional', phone: 'none' } }, 10)
  const { json } = await send(api, { description: 'A deep hole in the road', place: { address: 'Mira 5' } })
  number = json.number
  await take(api, await api.staffKey(), number, { to: 'registered' })
})
afterAll(() => api.close())

async function visit(path: string, form?: Record<string, string>, type = 'form') {
  const body = type === 'files' && form ? new FormData() : new URLSearchParams(form)
  if (body instanceof FormData) for (const [name, value] of Object.entries(form ?? {})) body.append(name, value)
  const response = await api.app.request(`http://api.test/o/hanty${path}`, {
    ...(form && { method: 'POST', body }),
    headers: { 'accept-language': 'en', 'user-agent': 'Lynx', ...(form && { origin: 'http://api.test' }) },
  })
  return { status: response.status, html: await response.text() }
}
/** What is hidden in a form. */
const hiddenIn = (form: string) =>
  Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>
const later = (seconds: number) => {
  api.clock.now = new Date(api.clock.now.getTime() + seconds * 1000)
}
const forms = (html: string) => html.split('<form method="post"').slice(1)

test('without scripts too, what may be the same is shown once before it is sent, and nothing typed is lost', async () => {
  const typed = { description: 'Deep hole in the road <here>', 'place.address': 'mira, 5', consent: 'on' }
  const empty = await visit('/appeal?category=potholes')
  later(5)
  const shown = await visit('/appeal', { ...hiddenIn(forms(empty.html).at(-1) ?? ''), ...typed }, 'files')
  expect(shown.status).toBe(200)
  expect(shown.html).toContain('<h2 id="similar" tabindex="-1" autofocus>Is it one of these?</h2>')
  expect(shown.html).toContain(`№ ${number} · Topic potholes`)
  expect(shown.html).toContain('A deep hole in the road')
  expect(shown.html).toContain('Deep hole in the road &lt;here&gt;')
  expect(shown.html).toMatch(/name="consent" value="on" required checked/)

  later(5)
  const sent = await visit('/appeal', { ...hiddenIn(forms(shown.html).at(-1) ?? ''), ...typed }, 'files')
  expect(sent.status).toBe(201)
  expect(sent.html).toContain('Appeal number')
})

test('it is supported there or on its page by a button, and who wants is told of it by mail', async () => {
  const page = await visit(`/appeals/${number}`)
  const button = forms(page.html).find((form) => form.includes('This is the same')) ?? ''
  expect(button).toContain(`action="/o/hanty/appeals/${number}/support"`)
  later(5)
  const done = await visit(`/appeals/${number}/support`, hiddenIn(button))
  expect(done.status).toBe(200)
  expect(done.html).toContain(`You support no. ${number}`)
  expect(done.html).toContain('Supported by: 1')
  const ask = forms(done.html).find((form) => form.includes('support.email')) ?? ''
  later(5)
  const wrong = await visit(`/appeals/${number}/support`, { ...hiddenIn(ask), 'support.email': 'anna' })
  expect(wrong.status).toBe(422)
  expect(wrong.html).toContain('value="anna"')
  later(5)
  const again = forms(wrong.html).find((form) => form.includes('support.email')) ?? ''
  const asked = await visit(`/appeals/${number}/support`, { ...hiddenIn(again), 'support.email': 'anna@mail.test' })
  expect(asked.html).toContain('Look into your mail')
  expect((await visit(`/appeals/${number}`)).html).toContain('<dt>Supported by</dt><dd>1</dd>')
})

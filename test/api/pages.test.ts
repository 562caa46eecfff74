import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { appeals, comments, discussions, polls, pollVoters } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { addCategory, pdf, send, take } from './appeals.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
  const { database } = api
  await addCategory(api, { code: 'potholes' }, 8)
  await addCategory(api, {
    code: 'lamps',
    place: 'required',
    contact: { name: 'optional', email: 'required', phone: 'none' },
    questions: [
      {
        id: 'since',
        type: 'choice',
        label: { ru: 'Давно?', en: 'Since when?' },
        required: true,
        options: [
          { id: 'today', label: { ru: 'Сегодня', en: 'Today' } },
          { id: 'longer', label: { ru: 'Дольше', en: 'Longer' } },
        ],
      },
      {
        id: 'days',
        type: 'number',
        label: { en: 'How many days?' },
        required: true,
        when: { question: 'since', equals: 'longer' },
      },
    ],
  })
  const period = { opensAt: new Date('2026-11-20T00:00:00Z'), closesAt: new Date('2026-12-01T00:00:00Z') }
  const poll = {
    organizationId: 'hanty',
    titles: { ru: 'Парк', en: 'Park' },
    descriptions: { ru: 'Новый парк', en: 'A new park' },
    identity: 'device' as const,
    ...period,
  }
  const options = ['river', 'school'].map((id) => ({ id, title: { en: `By the ${id}` } }))
  const where = { id: 'where', type: 'single' as const, title: { en: 'Where?' }, required: true, options }
  const what = { ...where, id: 'what', type: 'multiple' as const, title: { en: 'What?' }, required: false, maximum: 1 }
  await database.insert(polls).values([
    { ...poll, id: 'park', questions: [where, what], results: 'after_vote' },
    { ...poll, id: 'secret', questions: [where], results: 'after_close' },
    { ...poll, id: 'over', questions: [where], results: 'always', closesAt: new Date('2026-11-21T00:00:00Z') },
  ])
  const discussion = { organizationId: 'hanty', titles: { en: 'Embankment' }, texts: { en: 'What <b>to</b> build?' } }
  await database.insert(discussions).values([
    { ...discussion, id: 'embankment', opensAt: period.opensAt },
    { ...discussion, id: 'closed', opensAt: period.opensAt, closesAt: new Date('2026-11-21T00:00:00Z') },
  ])
})
afterAll(() => api.close())

let visitor = 0
/** Without JavaScript a voter is told by address and browser: each test is another. */
beforeEach(() => {
  visitor += 1
})

interface Shown {
  status: number
  headers: Headers
  html: string
}
async function visit(path: string, init: RequestInit = {}): Promise<Shown> {
  const response = await api.app.request(`http://api.test/o/hanty${path}`, {
    ...init,
    headers: { 'accept-language': 'en', 'user-agent': `Lynx/${visitor}`, ...init.headers },
  })
  return { status: response.status, headers: response.headers, html: await response.text() }
}

/** Fills in the last form of a page that has such a field as a browser would, hidden fields included, and sends it. */
function submit(page: Shown, path: string, typed: Record<string, string | string[] | File>, headers: HeadersInit = {}) {
  const forms = page.html.split('<form method="post"').slice(1)
  const [name = ''] = Object.keys(typed)
  const form = forms.findLast((candidate) => candidate.includes(`name="${name}"`)) ?? forms.at(-1) ?? ''
  const isMultipart = form.includes('enctype="multipart/form-data"')
  const data = new FormData()
  for (const [, name = '', value = ''] of form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    data.append(name, value)
  }
  for (const [, value = ''] of form.matchAll(/<input type="checkbox" name="attachments" value="([^"]*)" checked/g)) {
    data.append('attachments', value)
  }
  for (const [name, value] of Object.entries(typed)) for (const each of [value].flat()) data.append(name, each)
  const body = isMultipart ? data : new URLSearchParams([...data].map(([name, value]) => [name, String(value)]))
  return visit(path, { method: 'POST', body, headers: { origin: 'http://api.test', ...headers } })
}

test('every page forbids foreign scripts, referrers and frames, and holds its widget', async () => {
  for (const [path, tag] of [
    ['/appeal', 'vmeste-appeal'],
    ['/polls/park', 'vmeste-poll'],
    ['/discussions/embankment', 'vmeste-discussion'],
  ]) {
    const { status, headers, html } = await visit(path ?? '')
    expect(status).toBe(200)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(html).toContain(`<${tag} organization="hanty"`)
    expect(html).toContain('<script type="module" src="/embed.js"></script>')
    expect(html).not.toMatch(/ style="| on\w+="/)
  }
})

test('an organization’s page leads to all it offers, in the language asked for', async () => {
  const english = await visit('')
  expect(english.html).toContain('<html lang="en">')
  for (const href of ['/o/hanty/appeal', '/o/hanty/polls/park', '/o/hanty/discussions/embankment']) {
    expect(english.html).toContain(`href="${href}"`)
  }
  const russian = await visit('?lang=ru')
  expect(russian.html).toContain('<html lang="ru">')
  expect(russian.html).toContain('Написать обращение')
  expect(russian.html).toContain('href="/o/hanty/polls/park?lang=ru"')
  const unknown = await api.app.request('http://api.test/o/nowhere')
  expect(unknown.status).toBe(404)
  expect(unknown.headers.get('content-type')).toContain('text/html')
  expect((await visit('/polls/nowhere')).status).toBe(404)
})

test('a vote without JavaScript counts once, and its results are shown', async () => {
  const ballot = await visit('/polls/park')
  expect(ballot.html).toContain('Results are shown to those who have voted')
  const voted = await submit(ballot, '/polls/park', { 'answers.where': 'river', 'answers.what': ['school'] })
  expect(voted.status).toBe(200)
  expect(voted.html).toContain('Your vote is counted')
  expect(voted.html).toContain('<meter')
  // Reloaded, or sent by a double click.
  const again = await submit(ballot, '/polls/park', { 'answers.where': 'river', 'answers.what': ['school'] })
  expect(again.html).toContain('Your vote is counted')
  expect(await api.database.select().from(pollVoters)).toHaveLength(1)
  // Another form of the same voter.
  const second = await submit({ ...ballot, html: '<form method="post">' }, '/polls/park', { 'answers.where': 'school' })
  expect(second.status).toBe(409)
  expect(second.html).toContain('A vote from you has been counted')
  expect((await visit('/polls/park')).html).not.toContain('<form method="post"')
})

test('what is wrong with a ballot is said at its question, and what was chosen stays chosen', async () => {
  const ballot = await visit('/polls/park')
  const refused = await submit(ballot, '/polls/park', { 'answers.what': ['river', 'school'] })
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('id="answers.where-error">Choose an option')
  expect(refused.html).toContain('id="answers.what-error">Too many chosen')
  expect(refused.html.match(/ checked/g)).toHaveLength(2)
  const voted = await submit(refused, '/polls/park', { 'answers.where': 'river' })
  expect(voted.html).toContain('Your vote is counted')
})

test('results under embargo stay unseen, a closed poll takes no vote', async () => {
  const voted = await submit(await visit('/polls/secret'), '/polls/secret', { 'answers.where': 'river' })
  expect(voted.html).toContain('Your vote is counted')
  expect(voted.html).not.toContain('<meter')
  const closed = await visit('/polls/over')
  expect(closed.html).not.toContain('<form method="post"')
  expect(closed.html).toContain('<meter')
  expect((await submit(closed, '/polls/over', { 'answers.where': 'river' })).status).toBe(409)
})

test('a comment and a reply are published, and the page leads to them', async () => {
  const path = '/discussions/embankment'
  const page = await visit(path)
  expect(page.html).toContain('What &lt;b&gt;to&lt;/b&gt; build?')
  const added = await submit(page, path, { text: 'Trees & <i>benches</i>\r\nand light', name: 'Anna' })
  expect(added.status).toBe(303)
  const location = added.headers.get('location') ?? ''
  expect(location).toMatch(/^\/o\/hanty\/discussions\/embankment#c-[0-9a-f-]{36}$/)
  await submit(page, path, { text: 'Trees & <i>benches</i>\r\nand light', name: 'Anna' })
  expect(await api.database.select().from(comments)).toHaveLength(1)

  const id = location.split('#c-')[1] ?? ''
  const replying = await visit(`${path}?reply=${id}`)
  expect(replying.html).toContain('Trees &amp; &lt;i&gt;benches&lt;/i&gt;')
  const replied = await submit(replying, path, { text: 'Yes' })
  expect(replied.headers.get('location')).toContain(`?thread=${id}`)
  const thread = await visit(path)
  expect(thread.html.indexOf('Yes')).toBeGreaterThan(thread.html.indexOf(`id="c-${id}"`))
})

test('an empty comment is refused at its field, with the name kept', async () => {
  const path = '/discussions/embankment'
  const refused = await submit(await visit(path), path, { text: '   ', name: 'Zoë "Z"' })
  expect(refused.status).toBe(422)
  expect(refused.html).toMatch(/<textarea id="text" name="text"[^>]* aria-invalid="true" autofocus/)
  expect(refused.html).toContain('value="Zoë &quot;Z&quot;"')
  const closed = await visit('/discussions/closed')
  expect(closed.html).not.toContain('<textarea')
})

test('a poster’s code leads to the form of one topic and place, which is filled in', async () => {
  const poster = await visit(`/poster?category=lamps&address=${encodeURIComponent('Mira "5"')}`)
  expect(poster.html).toContain('<h1>Topic lamps</h1>')
  expect(poster.html).toContain('Mira &quot;5&quot;')
  const [, source = ''] = /<img src="([^"]+)"/.exec(poster.html) ?? []
  const code = await api.app.request(`http://api.test${source.replaceAll('&amp;', '&')}`)
  expect([code.status, code.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(await code.text()).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+">/)
  const form = await visit(`/appeal?category=lamps&address=${encodeURIComponent('Mira "5"')}`)
  expect(form.html).toMatch(/name="place.address"[^>]*value="Mira &quot;5&quot;"/)
  expect(form.html).toContain('<vmeste-appeal organization="hanty" category="lamps" address="Mira &quot;5&quot;">')
  expect((await api.request('/qr.svg?category=unicorns')).status).toBe(422)
  expect((await api.request('/qr.svg')).status).toBe(200)
})

test('an appeal begins with its topic, and asks what the topic asks for', async () => {
  const topics = await visit('/appeal')
  expect(topics.html).toContain('href="/o/hanty/appeal?category=lamps"')
  const form = await visit('/appeal?category=lamps')
  expect(form.html).toContain('name="contact.email"')
  expect(form.html).not.toContain('name="contact.phone"')
  expect(form.html).toContain('Only if “Since when?” is Longer')
})

test('an appeal with mistakes comes back with all that was typed and attached, then is received once', async () => {
  const path = '/appeal?category=lamps'
  const form = await visit(path)
  const file = new File([pdf], 'map.pdf', { type: 'application/pdf' })
  const typed = {
    description: 'No <light>\r\nat all',
    'contact.email': 'not an address',
    'answers.since': 'longer',
    files: file,
  }
  const refused = await submit(form, path, typed)
  expect(refused.status).toBe(422)
  expect(refused.html).toContain('id="contact.email-error"')
  expect(refused.html).toContain('id="consent-error"')
  expect(refused.html).toContain('value="not an address"')
  expect(refused.html).toContain('No &lt;light&gt;\nat all</textarea>')
  expect(refused.html).toContain('value="longer" checked')
  expect(refused.html).toMatch(/name="attachments" value="[0-9a-f-]{36} map.pdf" checked/)

  const mended = { ...typed, 'contact.email': 'anna@example.org', consent: 'on', files: new File([], '') }
  const incomplete = await submit(refused, path, mended)
  expect(incomplete.html).toContain('id="place.address-error">Fill in this field')
  expect(incomplete.html).toContain('id="answers.days-error">Fill in this field')

  const whole = { ...mended, 'place.address': 'Mira 5', 'answers.days': '3' }
  const received = await submit(incomplete, path, whole)
  expect(received.status).toBe(201)
  const number = /<dd class="number">(\d+)/.exec(received.html)?.[1]
  const secret = /<code>([\w-]{43})<\/code>/.exec(received.html)?.[1] ?? ''
  expect(received.html).toContain(`/o/hanty/appeals/${number}#`)
  const again = await submit(incomplete, path, whole)
  expect(again.html).toContain(secret)
  expect(await api.database.select().from(appeals)).toHaveLength(1)

  const status = `/appeals/${number}`
  const stranger = await visit(status)
  expect(stranger.html).not.toContain('No &lt;light&gt;')
  const wrong = await submit(stranger, status, { secret: 'guess' })
  expect(wrong.status).toBe(401)
  expect(wrong.html).toContain('id="secret-error"')
  const opened = await submit(stranger, status, { secret })
  expect(opened.status).toBe(200)
  expect(opened.html).toContain('No &lt;light&gt;')
  expect(opened.html).toContain('map.pdf')
  expect(opened.html).not.toContain('Rate the answer')

  await take(api, await api.staffKey(), Number(number), { to: 'answered', text: 'The lamp shines again.' })
  const answered = await submit(stranger, status, { secret })
  expect(answered.html).toContain('The lamp shines again.')
  const unrated = await submit(answered, status, { comment: 'Fast' })
  expect(unrated.status).toBe(422)
  expect(unrated.html).toContain('Fast</textarea>')
  const rated = await submit(unrated, status, { score: '5', comment: 'Fast' })
  expect(rated.html).toContain('your rating is recorded')
})

test('without JavaScript a resident replies to a question, and disagrees with an answer', async () => {
  const key = await api.staffKey()
  const { number, secret } = (await send(api)).json
  const status = `/appeals/${number}`
  await take(api, key, number, { to: 'waiting', text: 'Which <lamp>?' })
  const asked = await submit(await visit(status), status, { secret })
  expect(asked.html).toContain('Which &lt;lamp&gt;?')
  expect(asked.html).toContain('The clock stands until you reply.')
  const empty = await submit(asked, status, { response: ' ' })
  expect(empty.status).toBe(422)
  expect(empty.html).toMatch(/id="response"[^>]*aria-invalid="true"/)
  const replied = await submit(empty, status, { response: 'The third' })
  expect(replied.html).toContain('Thank you. Work goes on.')
  expect(replied.html).toContain('The third')

  await take(api, key, number, { to: 'answered', text: 'It shines.' })
  const answered = await submit(await visit(status), status, { secret })
  const disagreed = await submit(answered, status, { response: 'It does not' })
  expect(disagreed.html).toContain('Answer disputed')
  expect(disagreed.html).toContain('It does not')
  expect(disagreed.html).not.toContain('name="response"')
  await take(api, key, number, { to: 'closed', text: 'We have looked: it does.' })
})

test('a file that is not what it says stops the appeal before it is sent', async () => {
  const path = '/appeal?category=potholes'
  const file = new File(['MZ is no picture'], 'photo.jpg', { type: 'image/jpeg' })
  const refused = await submit(await visit(path), path, { description: 'A hole', consent: 'on', files: file })
  expect(refused.status).toBe(422)
  expect(refused.html).toMatch(/id="files-error">photo\.jpg: /)
  expect(refused.html).toContain('A hole</textarea>')
})

test('a form sent from another website is refused', async () => {
  const ballot = await visit('/polls/secret')
  const vote = { 'answers.where': 'river' }
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of foreign) {
    const refused = await submit(ballot, '/polls/secret', vote, headers)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('content-type')).toContain('text/html')
  }
})

test('a number leads to its page, the desk stands on its own', async () => {
  const found = await visit('/appeals?number=12')
  expect(found.headers.get('location')).toBe('/o/hanty/appeals/12')
  const desk = await api.app.request('http://api.test/desk')
  expect(desk.status).toBe(200)
  expect(await desk.text()).toContain('<vmeste-desk>')
})

test('the list shows what is published, by where it stands, and tells a mistyped number', async () => {
  const all = await visit('/appeals')
  expect(all.status).toBe(200)
  expect(all.html).toContain('No &lt;light&gt;')
  const open = await visit('/appeals?status=open')
  expect(open.html).toContain('No such appeals yet.')
  expect(open.html).toMatch(/href="\/o\/hanty\/appeals\?status=open" aria-current="true"/)
  expect(open.html).toContain('href="/o/hanty/appeals?status=open&amp;lang=ru"')
  expect((await visit('/appeals?status=eaten')).status).toBe(422)
  const mapped = await visit('/map?status=answered,closed')
  expect(mapped.html).toContain('<option value="answered,closed" selected>')
  expect(mapped.html).toMatch(/No &lt;light&gt;/)
  expect((await visit('/map?topic=potholes')).html).not.toContain('No &lt;light&gt;')
  const mistyped = await visit('/appeals?number=12a')
  expect(mistyped.status).toBe(422)
  expect(mistyped.html).toContain('value="12a" aria-invalid="true"')
})

test('the bare address leads to every organization, a mistyped one back to it', async () => {
  const read = (path: string, accept = 'text/html') =>
    api.app.request(`http://api.test${path}`, { headers: { accept, 'accept-language': 'ru' } })
  const front = await (await read('/')).text()
  for (const href of ['/o/ugra?lang=ru', '/o/hanty?lang=ru', '/docs', '/desk', '/account'])
    expect(front).toContain(`href="${href}"`)
  expect(front.indexOf('/o/ugra?')).toBeLessThan(front.indexOf('/o/hanty?'))
  const lost = await read('/lost')
  expect(lost.status).toBe(404)
  expect(await lost.text()).toContain('<a href="/">На главную</a>')
  expect((await read('/lost', '*/*')).headers.get('content-type')).toBe('application/problem+json')
})

test('a language that is none is not asked for', async () => {
  for (const language of ['%D0%B6', '%00', '%0d%0ax', 'x'.repeat(3000)]) {
    const { status, html } = await visit(`?lang=${language}`)
    expect([status, html.includes('<html lang="en">')]).toEqual([200, true])
  }
})

test('a form larger than any of ours is refused before it is read', async () => {
  const post = (path: string, body: string, type: string) =>
    visit(path, { method: 'POST', body, headers: { origin: 'http://api.test', 'content-type': type } })
  const urlencoded = 'application/x-www-form-urlencoded'
  const multipart = 'multipart/form-data; boundary=edge'
  const part = (name: string, value: string) =>
    `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const refused = [
    await post('/polls/park', 'a&'.repeat(100_000), urlencoded),
    await post('/appeal', 'a&'.repeat(100_000), urlencoded),
    await post('/polls/park', `${part('answers.where', 'x'.repeat(200_000))}--edge--\r\n`, multipart),
    await post('/appeal', `${part('description', 'x'.repeat(200_000))}--edge--\r\n`, multipart),
    await post('/appeal', `${part('description', 'x').repeat(1000)}--edge--\r\n`, multipart),
  ]
  expect(refused.map(({ status }) => status)).toEqual(Array(5).fill(413))
  for (const { html } of refused) expect(html).toContain('<h1>')
})

test.each([
  ['de', 'Seiten für Mitarbeitende', 'Konto für Mitarbeitende'],
  ['zh', '工作人员页面', '工作人员账号'],
  ['ar', 'صفحات الموظفين', 'حساب الموظف'],
])('staff have their pages and their menu in %s, as refusals are', async (language, menu, account) => {
  const page = async (path: string) =>
    (
      await api.app.request(`http://api.test${path}`, { headers: { 'accept-language': `${language}, en;q=0.5` } })
    ).text()
  const desk = await page('/desk')
  expect(desk).toContain(`<html lang="${language}"`)
  expect(desk).toContain(`<nav aria-label="${menu}">`)
  for (const path of ['/account', '/account/organization?organization=hanty'])
    expect(await page(path), path).toContain(account)
  expect(await page('/o/nowhere')).toContain(`<html lang="${language}"`)
})

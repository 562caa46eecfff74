import { afterAll, beforeAll, expect, test } from 'vitest'
import { discussions } from '../../api/platform/schema.js'
import { createTestApp, type TestApp } from './app.js'
import { as } from './appeals.fixture.js'

let api: TestApp
beforeAll(async () => {
  api = await createTestApp()
  await api.database.insert(discussions).values({
    organizationId: 'hanty',
    id: 'square',
    titles: { en: 'Square' },
    texts: { en: 'What to build here?' },
    opensAt: new Date('2026-11-20T00:00:00Z'),
  })
})
afterAll(() => api.close())

/** A browser without scripts. */
function browser() {
  let cookie = ''
  return async (path: string, form?: Record<string, string>) => {
    const response = await api.app.request(`http://api.test/o/hanty/discussions/square${path}`, {
      method: form ? 'POST' : 'GET',
      headers: { 'accept-language': 'en', 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) },
      ...(form && { body: new URLSearchParams({ key: crypto.randomUUID(), ...form }) }),
    })
    const given = response.headers.get('set-cookie')
    if (given) {
      expect(given).toMatch(/HttpOnly.*SameSite=Strict/)
      cookie = given.split(';')[0] ?? ''
    }
    const location = response.headers.get('location') ?? ''
    return { status: response.status, location, page: await response.text() }
  }
}

test('without JavaScript one reacts once, changes and withdraws what is one’s own, and objects to a hiding', async () => {
  const [anna, boris] = [browser(), browser()]
  const sent = await anna('', { text: 'A fountain' })
  const id = sent.location.split('#c-')[1] ?? ''
  const place = `/comments/${id}`
  expect((await anna('')).page).toContain(`/o/hanty/discussions/square${place}`)

  expect((await boris(place)).page).not.toContain('Change your comment')
  expect((await boris(place, { act: 'edit', text: 'Nothing' })).status).toBe(403)
  for (const value of ['agree', 'disagree']) {
    const { location } = await boris(place, { act: 'react', value })
    expect(location).toBe(`/o/hanty/discussions/square${place}?done=react#done`)
  }
  expect((await boris(`${place}?done=react`)).page).toContain('Counted.')
  expect((await api.request(`/discussions/square${place}`)).json.reactions).toEqual({
    agree: 0,
    disagree: 1,
    unsure: 0,
  })
  expect((await boris(place, { act: 'flag', reason: 'insult', text: '' })).status).toBe(303)

  expect((await anna(place)).page).toContain('Change your comment')
  expect((await anna(place, { act: 'edit', text: '' })).page).toContain('role="alert"')
  await anna(place, { act: 'edit', text: 'A fountain with light' })
  expect((await anna('')).page).toContain('A fountain with light')

  const moderator = as(await api.staffKey('hanty', 'moderator'))
  const body = { decision: 'hide', reason: 'Off topic' }
  await api.request(`/discussions/square${place}/moderation`, { body, headers: moderator })
  const hidden = (await anna(place)).page
  for (const words of ['Hidden by a moderator: Off topic', 'A fountain with light', 'Why you object'])
    expect(hidden).toContain(words)
  expect((await boris(place)).page).not.toContain('A fountain')
  await anna(place, { act: 'object', text: 'It is about the square' })
  expect((await anna(place)).page).toContain('You objected.')

  const other = (await anna('', { text: 'A pavilion' })).location.split('#c-')[1]
  await anna(`/comments/${other}`, { act: 'withdraw' })
  expect((await anna('')).page).toContain('Withdrawn by its author.')
  expect((await anna(`/comments/${crypto.randomUUID()}`)).status).toBe(404)
})

/// <reference types="mocha" />
import { assert } from 'chai'
import type { VmestePoll } from '../../../widgets/poll/poll.js'
import '../../../widgets/poll/define.js'
import { accessible, find, says, show, text, tidy, until } from './page.js'
import { type Stub, stub } from './stub.js'

describe('Every element', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET /polls', { body: { items: [], next: null } })
  })
  afterEach(tidy)

  const poll = (attributes = '') =>
    `<vmeste-poll api="${location.origin}" organization="${api.organization}" ${attributes}></vmeste-poll>`
  const languagesAsked = async () => (await api.asked()).map(({ headers }) => headers['accept-language'])

  it('speaks the language of the page, and follows when it changes', async () => {
    document.documentElement.lang = 'ru'
    const shown = show<VmestePoll>(poll())
    await says(shown, 'ткрытых опросов нет')
    document.documentElement.lang = 'en-GB'
    await says(shown, 'no open poll')
    await until(async () => `${await languagesAsked()}` === 'ru,en-GB')
  })

  it('speaks the language of the nearest element that names one, itself first', async () => {
    const [near, own] = [
      show(`<div lang="ar">${poll()}</div>`).firstElementChild as VmestePoll,
      show<HTMLElement>(`<div lang="ar">${poll('lang="ru"')}</div>`).firstElementChild as VmestePoll,
    ]
    await says(near, 'لا استطلاعات')
    await says(own, 'опросов нет')
    own.lang = 'en'
    await says(own, 'no open poll')
  })

  it('says kindly, in its language, that the organization has switched off what it is for', async () => {
    const body = { feature: 'polls', detail: 'There is nothing at this address.' }
    await api.answer('GET /polls', { status: 404, body })
    for (const [language, words] of [
      ['en', 'This is not offered here at present.'],
      ['ru', 'Сейчас здесь этого нет.'],
      ['ar', 'هذه الخدمة غير متاحة هنا حاليًا.'],
    ] as const) {
      const shown = show<VmestePoll>(poll(`lang="${language}"`))
      await says(shown, words)
      assert.equal(text(shown), words)
      await accessible(shown)
    }
  })

  it('finds the language outside of the shadow root it stands in', async () => {
    const host = show<HTMLElement>('<div lang="ru"></div>')
    host.attachShadow({ mode: 'open' }).innerHTML = poll()
    const shown = host.shadowRoot?.firstElementChild as VmestePoll
    await says(shown, 'опросов нет')
    shown.lang = 'en'
    await says(shown, 'no open poll')
  })

  it('writes from right to left in Arabic, and marks the language it speaks', async () => {
    const shown = show<VmestePoll>(poll('lang="ar-EG"'))
    await says(shown, 'لا استطلاعات')
    assert.equal(getComputedStyle(find(shown, '.root')).direction, 'rtl')
    assert.equal(find(shown, '.root').lang, 'ar')
  })

  it('speaks English, and says so, where it has no texts in the language of the page', async () => {
    const shown = show<VmestePoll>(poll('lang="tlh"'))
    await says(shown, 'no open poll')
    assert.equal(find(shown, '.root').lang, 'en')
    assert.deepEqual(await languagesAsked(), ['tlh'])
  })

  it('finds the nearest language to a tag however it is written, and else one that the browser names', async () => {
    for (const [lang, found] of [
      ['RU', 'ru'],
      ['rus-Cyrl-RU', 'ru'],
      ['ar_EG', 'ar'],
      ['no tag', 'en'],
    ]) {
      const shown = show<VmestePoll>(poll(`lang="${lang}"`))
      await until(() => find(shown, '.root').lang === found)
    }
    const own = Object.getOwnPropertyDescriptor(Navigator.prototype, 'languages') as PropertyDescriptor
    Object.defineProperty(Navigator.prototype, 'languages', { ...own, get: () => ['sah', 'ru-RU', 'en'] })
    try {
      await says(show<VmestePoll>(poll('lang="sah"')), 'опросов нет')
    } finally {
      Object.defineProperty(Navigator.prototype, 'languages', own)
    }
  })

  it('asks again for another organization', async () => {
    const shown = show<VmestePoll>(poll())
    await says(shown, 'no open poll')
    const other = stub()
    shown.organization = other.organization
    await says(shown, 'There is nothing at this address.')
    assert.equal((await other.asked()).length, 1)
  })

  it('stays whole when it is moved, and leaves nothing behind when it is removed', async () => {
    const shown = show<VmestePoll>(poll())
    const box = shown.parentElement
    for (let times = 0; times < 50; times++) {
      shown.remove()
      box?.append(shown)
    }
    await says(shown, 'no open poll')
    shown.remove()
    document.documentElement.lang = 'ru'
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(shown.language, 'en')
    box?.append(shown)
    await says(shown, 'опросов нет')
  })

  it('keeps the styles of the page out', async () => {
    const style = new CSSStyleSheet()
    style.replaceSync(
      '* { all: unset } body { letter-spacing: 9px; text-transform: uppercase; text-align: right; white-space: nowrap }',
    )
    document.adoptedStyleSheets.push(style)
    try {
      const shown = show<VmestePoll>(poll())
      await says(shown, 'There is no open poll now.')
      const { letterSpacing, textTransform, textAlign, whiteSpace, display } = getComputedStyle(find(shown, 'p'))
      assert.deepEqual(
        [letterSpacing, textTransform, textAlign, whiteSpace, display],
        ['normal', 'none', 'start', 'normal', 'block'],
      )
    } finally {
      document.adoptedStyleSheets.pop()
    }
  })

  it('takes its font and colour from the page, and others from tokens', async () => {
    const shown = show<VmestePoll>(`<div>${poll()}</div>`).firstElementChild as VmestePoll
    const around = shown.parentElement as HTMLElement
    around.style.cssText = 'font: 20px/3 monospace; color: rgb(1, 2, 3); --vmeste-background: rgb(4, 5, 6)'
    await says(shown, 'no open poll')
    const style = getComputedStyle(find(shown, '.root'))
    assert.deepEqual(
      [style.fontFamily, style.fontSize, style.color, style.backgroundColor],
      ['monospace', '20px', 'rgb(1, 2, 3)', 'rgb(4, 5, 6)'],
    )
  })
})

/// <reference types="mocha" />
import { assert } from 'chai'
import { pause, says, show, tidy, until } from './page.js'
import { type Stub, stub } from './stub.js'

describe('The loader', () => {
  let api: Stub
  beforeEach(async () => {
    document.documentElement.lang = 'en'
    api = stub()
    await api.answer('GET /polls', { body: { items: [], next: null } })
  })
  afterEach(tidy)

  const poll = () =>
    `<vmeste-poll api="${location.origin}" organization="${api.organization}"><a href="#">Link</a></vmeste-poll>`

  it('reserves room for an element, and waits for it to come near the viewport', async () => {
    const far = show<HTMLElement>(`<div style="height: 5000px"></div>${poll()}`).nextElementSibling as HTMLElement
    const loader = '/widgets/embed.ts'
    await import(loader)
    await pause(300)
    assert.isUndefined(customElements.get('vmeste-poll'))
    assert.equal(getComputedStyle(far).display, 'block')
    assert.isAbove(far.offsetHeight, 300)
    far.scrollIntoView()
    await says(far, 'no open poll')
    assert.isDefined(customElements.get('vmeste-poll'))
  })

  it('lets the page decide on the room reserved', async () => {
    const style = document.createElement('style')
    style.textContent = 'vmeste-poll { min-height: 7px }'
    const shown = show<HTMLElement>(poll())
    shown.append(style)
    assert.equal(getComputedStyle(shown).minHeight, '7px')
  })

  it('does nothing twice when it is included twice', async () => {
    const again = '/widgets/embed.ts?again'
    await import(again)
    const shown = show<HTMLElement>(poll())
    await says(shown, 'no open poll')
    assert.equal((await api.asked()).length, 1)
  })

  it('finds what is added later', async () => {
    const box = show<HTMLElement>('<div></div>')
    await pause(50)
    box.innerHTML = poll()
    await until(() => box.querySelector('vmeste-poll')?.shadowRoot)
  })
})

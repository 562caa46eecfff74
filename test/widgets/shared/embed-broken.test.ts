/// <reference types="mocha" />
import { assert } from 'chai'
import { pause, show, tidy, until } from './page.js'

describe('The loader, when a script cannot be had', () => {
  afterEach(tidy)

  it('leaves what the page put into the element, marks it, and throws nothing into the page', async () => {
    const thrown: unknown[] = []
    const note = (event: Event) => thrown.push(event)
    addEventListener('error', note)
    addEventListener('unhandledrejection', note)
    const shown = show<HTMLElement>(
      '<vmeste-poll organization="town"><a href="#">The poll’s own page</a></vmeste-poll>',
    )
    const broken = '/broken/widgets/embed.ts'
    await import(broken)
    await until(() => shown.hasAttribute('data-vmeste-failed'))
    assert.isNull(shown.shadowRoot)
    assert.isTrue(shown.querySelector('a')?.checkVisibility())

    const tries = () =>
      performance.getEntriesByType('resource').filter(({ name }) => name.includes('/poll/define')).length
    const before = tries()
    show('<p>The page goes on changing.</p>')
    await pause(100)
    assert.equal(tries(), before)
    assert.deepEqual(thrown, [])
  })
})

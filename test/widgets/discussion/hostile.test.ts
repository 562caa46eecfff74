/// <reference types="mocha" />
import { assert } from 'chai'
import { readMarkup } from '../../../api/discussions/markup.js'
import type { Thread } from '../../../sdk/discussions.js'
import '../../../widgets/discussion/define.js'
import { hostile } from '../../hostile.js'
import { text, tidy, until } from '../shared/page.js'
import { stub } from '../shared/stub.js'

/** Nothing of what is shown is made of these. */
const strange =
  /^(script|img|image|iframe|frame|frameset|object|embed|svg|math|base|meta|link|style|marquee|video|audio|source|table|xss|xml|body|bgsound|template)$/

describe('<vmeste-discussion> under Trusted Types', () => {
  afterEach(tidy)

  it('shows what is hostile as the text it is, and nothing of it runs', async () => {
    let ran = 0
    window.alert = () => {
      ran++
    }
    document.addEventListener('securitypolicyviolation', () => {
      ran++
    })
    const policy = document.createElement('meta')
    policy.httpEquiv = 'Content-Security-Policy'
    policy.content = "require-trusted-types-for 'script'"
    document.head.append(policy)

    const api = stub()
    const author = (name: string) => ({ name, isOfficial: false })
    const items = hostile.map(
      (said, index): Thread => ({
        id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
        ...{ parent: null, root: null, paragraph: null, author: author(said), text: said, content: readMarkup(said) },
        ...{ status: index % 9 ? 'published' : 'hidden', reason: said, createdAt: '2026-01-01T09:00:00Z' },
        ...{ editedAt: null, isPinned: false, isStatement: false, erasedAt: null, replies: [], replyCount: 0 },
        reactions: { agree: 0, disagree: 0, unsure: 0 },
      }),
    )
    const all = hostile.join('\n')
    await api.answer('GET /discussions/hostile', {
      body: {
        ...{ id: 'hostile', title: all, text: all, isOpen: true, opensAt: '2026-01-01T09:00:00Z', closesAt: null },
        ...{ place: { address: all }, stage: 'outcome', stages: [], summary: all, outcome: all, slowMode: 0 },
        ...{ frozen: { since: '2026-01-01T09:00:00Z', reason: all }, commentCount: items.length },
      },
    })
    await api.answer('GET /discussions/hostile/comments', { body: { items, next: null } })
    const element = document.createElement('vmeste-discussion')
    element.setAttribute('api', location.origin)
    element.setAttribute('organization', api.organization)
    element.setAttribute('discussion', 'hostile')
    element.setAttribute('api', location.origin)
    document.body.append(element)

    const root = await until(() => element.shadowRoot)
    await until(
      () => text(element).includes('onclick=alert(1)>') && root.querySelectorAll('article').length >= items.length,
    )
    for (const one of root.querySelectorAll('*')) {
      assert.notMatch(one.localName, strange)
      for (const { name, value } of one.attributes) {
        assert.notMatch(name, /^on/)
        if (name === 'href' || name === 'src') assert.match(value, /^(https?:|#|$)/)
      }
      if (one.localName === 'a') assert.match((one as HTMLAnchorElement).protocol, /^https?:$/)
    }
    // What would run when it is pointed at.
    for (const one of root.querySelectorAll('article *'))
      one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
    assert.equal(ran, 0)
    element.remove()
    policy.remove()
  })
})

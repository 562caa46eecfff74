/// <reference types="mocha" />
import { assert } from 'chai'
import { define } from '../../../widgets/shared/define.js'
import { version } from '../../../widgets/version.js'

describe('The definition of an element', () => {
  const warnings: string[] = []
  const warn = console.warn
  beforeEach(() => {
    console.warn = (text: string) => warnings.push(text)
  })
  afterEach(() => {
    console.warn = warn
    warnings.length = 0
  })

  it('is the first one; the same version again says nothing', () => {
    const first = class extends HTMLElement {}
    define('vmeste-one', first)
    define('vmeste-one', class extends HTMLElement {})
    assert.equal(customElements.get('vmeste-one'), first)
    assert.deepEqual(warnings, [])
  })

  it('warns with both versions when another one came first', () => {
    customElements.define('vmeste-two', Object.assign(class extends HTMLElement {}, { vmeste: '0.0.9' }))
    define('vmeste-two', class extends HTMLElement {})
    assert.match(warnings[0] ?? '', new RegExp(`<vmeste-two>.* 0\\.0\\.9 is in use, ${version} is not`))
  })

  it('is of the version in package.json', async () => {
    const response = await fetch('/package.json')
    assert.equal(version, (await response.json()).version)
  })
})

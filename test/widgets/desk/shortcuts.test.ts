/// <reference types="mocha" />
import { emulateMedia, sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, focused, says, until } from '../shared/page.js'
import { answered, deskOfThree, detail, items, numbers } from './desk.fixture.js'

describe('<vmeste-desk> by keys', () => {
  const desk = deskOfThree()
  afterEach(() => emulateMedia({ media: 'screen' }))

  const wide = async (attributes = '') => {
    const shown = desk.signedIn(attributes)
    shown.style.width = '1100px'
    await until(() => numbers(shown).length === 3)
    return shown
  }
  const isOpen = (shown: VmesteDesk) => find<HTMLDialogElement>(shown, '.help').open
  const press = (key: string) => sendKeys({ press: key })

  it('is walked from the list to the answer to the next with the hands on the keyboard', async () => {
    await desk.api.answer('POST /appeals/3/transitions', { body: answered })
    await desk.api.answer('PUT /appeals/3/assignee', {
      body: detail(3, { isMine: true, assignee: 'Anna', version: 2 }),
    })
    const shown = await wide()
    await press('j')
    await until(() => focused()?.getAttribute('data-number') === '3')
    await press('j')
    await press('k')
    await until(() => focused()?.getAttribute('data-number') === '3')
    await press('o')
    await until(() => focused()?.localName === 'h2')
    await press('t')
    await says(shown, 'In your hands')
    await press('a')
    await until(() => focused()?.id === 'text')
    assert.isTrue(find<HTMLInputElement>(shown, '.step [value=answered]').checked)
    // While someone types, letters are letters.
    await sendKeys({ type: 'Just ask? njt/' })
    assert.equal(find<HTMLTextAreaElement>(shown, '#text').value, 'Just ask? njt/')
    assert.isFalse(isOpen(shown))
    await desk.api.answer('GET /appeals', { body: { items: items.slice(1), next: null } })
    await sendKeys({ down: 'Control' })
    await press('Enter')
    await sendKeys({ up: 'Control' })
    await until(() => focused()?.classList.contains('next'))
    await press('n')
    await says(shown, '№ 7 · Potholes')
    await until(() => focused()?.localName === 'h2')
    await press('m')
    await until(() => focused()?.id === 'note')
    assert.deepEqual(
      (await desk.api.asked('POST /appeals/3/transitions')).map(({ body }) => body),
      [{ to: 'answered', text: 'Just ask? njt/' }],
    )
  })

  it('goes to the search and the filters, whatever the layout types', async () => {
    const shown = await wide()
    find(shown, '.item').focus()
    await press('/')
    await until(() => focused()?.getAttribute('name') === 'q')
    find(shown, '.item').focus()
    const russian = new KeyboardEvent('keydown', { key: 'а', code: 'KeyF', bubbles: true, composed: true })
    focused()?.dispatchEvent(russian)
    await until(() => focused()?.localName === 'select')
  })

  for (const language of ['en', 'ru', 'ar'])
    it(`has a sheet of its keys in ${language}, in which axe finds nothing; the focus returns`, async () => {
      const shown = await wide(`lang="${language}"`)
      find(shown, '[data-number="7"]').focus()
      await press('?')
      await until(() => isOpen(shown))
      await accessible(shown)
      assert.isAbove(findAll(shown, '.help dt').length, 12)
      await press('Escape')
      await until(() => !isOpen(shown))
      assert.equal(focused()?.getAttribute('data-number'), '7')
    })

  it('lets letters be switched off, for good; the sheet still opens', async () => {
    const shown = await wide()
    find(shown, '.item').focus()
    await press('?')
    await until(() => isOpen(shown))
    find<HTMLInputElement>(shown, '.help input').click()
    find(shown, '.help .primary').click()
    await until(() => !isOpen(shown))
    await press('j')
    assert.equal(focused()?.getAttribute('data-number'), '3')
    await press('?')
    await until(() => isOpen(shown))
    find<HTMLInputElement>(shown, '.help input').click()
    find(shown, '.help .primary').click()
    await until(() => !isOpen(shown))
    await press('j')
    await until(() => focused()?.getAttribute('data-number') === '7')
  })

  it('leaves keys alone that are meant for what else is on the page', async () => {
    const shown = await wide()
    const field = document.createElement('input')
    document.querySelector('main')?.append(field)
    field.focus()
    await sendKeys({ type: 'j?' })
    assert.equal(field.value, 'j?')
    assert.isFalse(isOpen(shown))
    field.remove()
  })

  it('prints the open case alone, in black on white', async () => {
    const shown = await wide()
    await desk.open(shown, 3)
    let printed = 0
    const { print } = window
    window.print = () => printed++
    find(shown, '.case h2').focus()
    await press('p')
    find(shown, '.acts button:last-child').click()
    window.print = print
    assert.equal(printed, 2)
    await emulateMedia({ media: 'print' })
    const isSeen = (selector: string) => findAll(shown, selector).some((each) => each.checkVisibility())
    assert.isTrue(isSeen('.case h2') && isSeen('.printed') && isSeen('.timeline'))
    for (const selector of ['.queue', '.bar', '.acts', '.step', '.note', '.take', '.keys'])
      assert.isFalse(isSeen(selector), selector)
    const { color, backgroundColor } = getComputedStyle(find(shown, '.root'))
    assert.deepEqual([color, backgroundColor], ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  })
})

/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, focused, read, says, until } from '../shared/page.js'
import { problem } from '../shared/stub.js'
import { deskOfThree, detail, numbers } from './desk.fixture.js'

describe('<vmeste-desk> with several appeals selected', () => {
  const desk = deskOfThree()
  const wide = async (attributes = '') => {
    const shown = desk.signedIn(attributes)
    shown.style.width = '1100px'
    await until(() => numbers(shown).length === 3)
    return shown
  }
  const boxes = (shown: VmesteDesk) => findAll<HTMLInputElement>(shown, '.box input')
  const act = async (shown: VmesteDesk) => {
    ;(await until(() => find(shown, '.selected .act'))).click()
    await until(() => find(shown, '.case .step'))
  }
  const offered = (shown: VmesteDesk) =>
    findAll<HTMLInputElement>(shown, '.case input[type=radio]').map(({ value }) => value)
  const choose = async (shown: VmesteDesk, step: string) => {
    find<HTMLInputElement>(shown, `.case [value=${step}]`).click()
    await shown.updateComplete
  }
  const type = async (shown: VmesteDesk, id: string, value: string) => {
    const input = find<HTMLInputElement>(shown, `#${id}`)
    input.value = value
    input.dispatchEvent(new Event('input'))
    await shown.updateComplete
  }

  for (const language of ['en', 'ru', 'ar'])
    it(`offers in ${language} the steps that all can take, and axe finds nothing`, async () => {
      await desk.api.answer('GET /appeals/7', {
        body: detail(7, {
          transitions: [
            { to: 'assigned', requires: ['responsible'] },
            { to: 'closed', requires: [] },
          ],
        }),
      })
      const shown = await wide(`lang="${language}"`)
      boxes(shown)[0]?.click()
      boxes(shown)[1]?.click()
      await until(() => findAll(shown, '.selected').length)
      await accessible(shown)
      await act(shown)
      assert.deepEqual(offered(shown), ['hand', 'assigned'])
      await choose(shown, 'assigned')
      await accessible(shown)
      find(shown, '.case .primary').click()
      await until(() => focused()?.id === 'bulk-responsible')
      await accessible(shown)
    })

  it('is selected by the keyboard, and a row of them by shift', async () => {
    const shown = await wide()
    find(shown, '[data-number="3"]').focus()
    await sendKeys({ press: 'x' })
    await says(shown, '1 selected')
    await sendKeys({ press: 'j' })
    await sendKeys({ press: 'x' })
    await says(shown, '2 selected')
    await sendKeys({ press: 'b' })
    await until(() => focused()?.localName === 'h2')
    await sendKeys({ press: 'Escape' })
    await until(() => focused()?.classList.contains('item'))
    await sendKeys({ press: 'Escape' })
    await until(() => !findAll(shown, '.selected').length)
    boxes(shown)[0]?.click()
    find(shown, '[data-number="5"]').dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))
    await says(shown, '3 selected')
    assert.deepEqual(
      boxes(shown).map(({ checked }) => checked),
      [true, true, true],
    )
  })

  it('takes each by itself, tells which was refused and why, and keeps those selected with what was typed', async () => {
    for (const number of [3, 5]) {
      const body = detail(number, { status: 'assigned', responsible: 'Roads', version: 2 })
      await desk.api.answer(`POST /appeals/${number}/transitions`, { status: 201, body })
    }
    await desk.api.answer('POST /appeals/7/transitions', problem(412, 'changed-meanwhile'), {
      status: 201,
      body: detail(7, { version: 5 }),
    })
    const shown = await wide()
    for (const each of boxes(shown)) each.click()
    await act(shown)
    await desk.api.answer('GET /appeals/7', { body: detail(7, { version: 4 }) })
    await choose(shown, 'assigned')
    await type(shown, 'bulk-responsible', 'Roads')
    find(shown, '.case .primary').click()
    await says(shown, 'Done with 2 appeals.')
    await says(shown, '№ 7: Detail of changed-meanwhile.')
    await accessible(shown)
    assert.equal((await until(() => find<HTMLInputElement>(shown, '#bulk-responsible'))).value, 'Roads')
    assert.equal(read(find(shown, '.selected b')), '1 selected')
    const [first] = await desk.api.asked('POST /appeals/3/transitions')
    assert.deepEqual(first?.body, { to: 'assigned', responsible: 'Roads' })
    assert.equal(first?.headers['if-match'], '"1"')
    await until(() => !find(shown, '.case .primary').getAttribute('aria-disabled')?.includes('true'))
    find(shown, '.case .primary').click()
    await says(shown, 'All is done')
    const again = await desk.api.asked('POST /appeals/7/transitions')
    assert.deepEqual(
      again.map(({ headers }) => headers['if-match']),
      ['"1"', '"4"'],
    )
    assert.notEqual(again[0]?.headers['idempotency-key'], again[1]?.headers['idempotency-key'])
  })

  it('takes several in hand, and tries what was lost on the way again as the same', async () => {
    await desk.api.answer('PUT /appeals/3/assignee', { body: detail(3, { isMine: true, version: 2 }) })
    const lost = { status: 503 }
    await desk.api.answer('PUT /appeals/7/assignee', lost, lost, lost, {
      body: detail(7, { isMine: true, version: 2 }),
    })
    const shown = await wide()
    boxes(shown)[0]?.click()
    boxes(shown)[1]?.click()
    await act(shown)
    await choose(shown, 'hand')
    find(shown, '.case .primary').click()
    await says(shown, '№ 7: No connection')
    find(shown, '.case .primary').click()
    await says(shown, 'All is done')
    const keys = (await desk.api.asked('PUT /appeals/7/assignee')).map(({ headers }) => headers['idempotency-key'])
    assert.equal(new Set(keys).size, 1)
    assert.lengthOf(await desk.api.asked('PUT /appeals/3/assignee'), 1)
  })

  it('sends what was typed when it was sent, whatever is typed or unselected meanwhile', async () => {
    for (const number of [3, 5, 7])
      await desk.api.answer(`POST /appeals/${number}/transitions`, {
        status: 201,
        body: detail(number, { status: 'assigned', version: 2 }),
        delay: 400,
      })
    const shown = await wide()
    for (const each of boxes(shown)) each.click()
    await act(shown)
    await choose(shown, 'assigned')
    await type(shown, 'bulk-responsible', 'Roads')
    find(shown, '.case .primary').click()
    await shown.updateComplete
    assert.isTrue(find(shown, '.case .step > div').matches('[inert]'))
    await type(shown, 'bulk-responsible', 'Nobody')
    boxes(shown)[2]?.click()
    find(shown, '.selected .quiet').click()
    await says(shown, 'All is done')
    for (const number of [3, 5, 7]) {
      const asked = await desk.api.asked(`POST /appeals/${number}/transitions`)
      assert.deepEqual(
        asked.map(({ body, headers }) => [body, headers['if-match']]),
        [[{ to: 'assigned', responsible: 'Roads' }, '"1"']],
      )
    }
  })

  it('keeps what could not be read and reads it again when asked, but leaves out what is not to be seen', async () => {
    await desk.api.answer('GET /appeals/7', { status: 503 }, { status: 503 }, { status: 503 }, { body: detail(7) })
    await desk.api.answer('GET /appeals/5', problem(404, 'not-found'))
    const shown = await wide()
    for (const each of boxes(shown)) each.click()
    await until(() => findAll(shown, '.selected').length)
    find(shown, '.selected .act').click()
    const again = async () => (await until(() => find(shown, '.case .again'))).click()
    await until(() => find(shown, '.case .again'))
    await says(shown, 'Left out, for they are not to be seen any more: № 5: Detail of not-found.')
    await says(shown, 'Could not be read: № 7: ')
    assert.equal(read(find(shown, '.case h2')), '2 selected')
    await accessible(shown)
    while (!findAll(shown, '.case .step').length) {
      await again()
      await until(() => findAll(shown, '.case .step, .case .again').length)
    }
    assert.notInclude(read(find(shown, '.case')), 'Could not be read')
  })

  it('does not say that all is done of what was refused, and tells why the step was', async () => {
    await desk.api.answer('PUT /appeals/3/assignee', problem(403, 'forbidden'))
    const shown = await wide()
    boxes(shown)[0]?.click()
    await act(shown)
    await desk.api.answer('GET /appeals/3', problem(404, 'not-found'))
    await choose(shown, 'hand')
    find(shown, '.case .primary').click()
    await says(shown, '№ 3: Detail of forbidden.')
    await until(() => read(find(shown, '.case h2')) === '0 selected')
    assert.notInclude(read(find(shown, '.case')), 'not-found')
  })

  it('says how many are selected, and of each whether it is', async () => {
    const shown = await wide()
    const said = () => findAll(shown, '.queue [role=status]').map(read)
    assert.include(said(), '')
    find(shown, '[data-number="3"]').focus()
    await sendKeys({ press: 'x' })
    await until(() => said().includes('1 selected'))
    assert.match(read(find(shown, '[data-number="3"]')), /№ 3 ?, selected/)
    assert.notInclude(read(find(shown, '[data-number="5"]')), 'selected')
  })
})

/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { VmesteDesk } from '../../../widgets/desk/desk.js'
import '../../../widgets/desk/define.js'
import { accessible, find, findAll, focused, says, until } from '../shared/page.js'
import { problem } from '../shared/stub.js'
import { answered, deskOfThree, detail, items, numbers } from './desk.fixture.js'

const template = (name: string, text: string, category: string | null = null) => ({
  id: crypto.randomUUID(),
  name,
  text,
  category,
})
const filled = template('Filled', 'Dear {name|neighbour}, no. {number} at {address} is done.', 'potholes')

describe('<vmeste-desk> with answer templates', () => {
  const desk = deskOfThree()
  beforeEach(() =>
    desk.api.answer('GET /templates', {
      body: { items: [template('Anything', 'We look into it.'), filled, template('Of snow', 'Snow', 'snow')] },
    }),
  )
  const wide = async (attributes = '') => {
    const shown = desk.signedIn(attributes)
    shown.style.width = '1100px'
    await until(() => numbers(shown).length === 3)
    return shown
  }
  const answerText = (shown: VmesteDesk) => find<HTMLTextAreaElement>(shown, '.step #text')
  const type = async (shown: VmesteDesk, id: string, value: string) => {
    const input = find<HTMLInputElement>(shown, `#${id}`)
    input.value = value
    input.dispatchEvent(new Event('input'))
    await shown.updateComplete
  }

  it('answers from the list to the next with a template, by the keyboard alone', async () => {
    await desk.api.answer('POST /appeals/3/transitions', { body: answered })
    const shown = await wide()
    await until(async () => (await desk.api.asked('GET /templates')).length)
    await sendKeys({ press: 'j' })
    await until(() => focused()?.getAttribute('data-number') === '3')
    await sendKeys({ press: 'o' })
    await until(() => focused()?.localName === 'h2')
    await sendKeys({ press: 'e' })
    await until(() => focused()?.id === 'template')
    assert.deepEqual(
      findAll<HTMLOptionElement>(shown, '#template option').map(({ label }) => label),
      ['Filled', 'Anything'],
    )
    await sendKeys({ press: 'Enter' })
    await until(() => focused()?.id === 'text')
    assert.equal(answerText(shown).value, 'Dear Anna, no. 3 at {address} is done.')
    assert.isTrue(find<HTMLInputElement>(shown, '.step [value=answered]').checked)
    // What is still to be filled in is selected: it is typed over.
    await sendKeys({ type: 'Lenin street' })
    await desk.api.answer('GET /appeals', { body: { items: items.slice(1), next: null } })
    await sendKeys({ down: 'Control' })
    await sendKeys({ press: 'Enter' })
    await sendKeys({ up: 'Control' })
    await until(() => focused()?.classList.contains('next'))
    await sendKeys({ press: 'Enter' })
    await says(shown, '№ 7 · Potholes')
    const [step] = await desk.api.asked('POST /appeals/3/transitions')
    assert.deepEqual(step?.body, { to: 'answered', text: 'Dear Anna, no. 3 at Lenin street is done.' })
  })

  it('puts a template where the cursor is, amid what was typed', async () => {
    await desk.api.answer('GET /appeals/5', {
      body: detail(5, { contact: { name: null, email: null, phone: null } }),
    })
    const shown = await wide()
    await desk.open(shown, 5)
    await type(shown, 'text', 'Hello! Bye.')
    answerText(shown).setSelectionRange(7, 7)
    find(shown, '.templates [part=button]').click()
    await until(() => focused()?.id === 'text')
    assert.equal(answerText(shown).value, 'Hello! Dear neighbour, no. 5 at {address} is done.Bye.')
  })

  for (const language of ['en', 'ru', 'ar'])
    it(`has them looked after in ${language}, and axe finds nothing`, async () => {
      await desk.api.answer(
        'POST /templates',
        problem(422, 'invalid-input', {
          errors: [{ pointer: '/text', code: 'template-variable', detail: 'No such variable.' }],
        }),
        { status: 201, body: template('New', 'New') },
      )
      const shown = await wide(`lang="${language}"`)
      await desk.open(shown, 3)
      const manage = find(shown, '.manage')
      manage.focus()
      manage.click()
      await until(() => find<HTMLDialogElement>(shown, '.manage-templates').open)
      await accessible(shown)
      find(shown, '.manage-templates .add').click()
      await until(() => focused()?.id === 'template-name')
      find(shown, '.manage-templates .primary').focus()
      find(shown, '.manage-templates .primary').click()
      await until(() => find(shown, '#template-name').getAttribute('aria-invalid') === 'true')
      await until(() => focused()?.id === 'template-name')
      await accessible(shown)
      await type(shown, 'template-name', 'New')
      await type(shown, 'template-text', 'At {adress}')
      find(shown, '.manage-templates .primary').click()
      await says(shown, 'No such variable.')
      await until(() => focused()?.id === 'template-text')
      // Shut by chance, nothing that was typed is lost.
      await sendKeys({ press: 'Escape' })
      await until(() => !find<HTMLDialogElement>(shown, '.manage-templates').open)
      manage.click()
      await until(() => focused()?.id === 'template-name')
      assert.equal(find<HTMLTextAreaElement>(shown, '#template-text').value, 'At {adress}')
      await type(shown, 'template-text', 'At {address}')
      find(shown, '.manage-templates .primary').click()
      await until(() => !findAll(shown, '#template-text').length)
      await until(() => focused()?.id === 'templates-title')
      await sendKeys({ press: 'Escape' })
      await until(() => focused() === find(shown, '.manage'), 'the focus returns')
      assert.deepEqual((await desk.api.asked('POST /templates')).at(-1)?.body, {
        name: 'New',
        text: 'At {address}',
        category: null,
      })
    })

  it('removes one, and tells when it may not', async () => {
    await desk.api.answer(`DELETE /templates/${filled.id}`, problem(403, 'forbidden'), { body: filled })
    const shown = await wide()
    await desk.open(shown, 3)
    find(shown, '.manage').click()
    const remove = () => find(shown, '[aria-label="Remove: Filled"]').click()
    await until(() => find(shown, '[aria-label="Remove: Filled"]'))
    remove()
    await says(shown, 'Detail of forbidden.')
    await desk.api.answer('GET /templates', { body: { items: [] } })
    remove()
    await until(() => !findAll(shown, '.manage-templates li').length)
    await until(() => focused()?.id === 'templates-title')
  })
})

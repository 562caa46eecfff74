/// <reference types="mocha" />
import { assert } from 'chai'
import { accessible, find, findAll, focused, says, tidy, until } from '../shared/page.js'
import { created, element, form, next, press, topic, type } from './form.js'
import '../../../widgets/appeal/define.js'

const alike = (number: number) => ({
  number,
  status: 'in_progress',
  category: { code: 'potholes', name: 'Ямы на дороге' },
  description: `A hole as deep as a boot, the ${number}th`,
  place: { address: 'Mira 5', latitude: null, longitude: null },
  receivedAt: '2026-01-10T09:00:00Z',
  supporters: 3,
  distance: 40,
})

describe('<vmeste-appeal> shows what others have reported', () => {
  afterEach(tidy)
  const toDetails = async (numbers: number[]) => {
    const api = await form()
    await api.answer('POST /appeals/similar', { body: { items: numbers.map(alike) } })
    const shown = element(api)
    await topic(shown, 'Ямы')
    await type(shown, { description: 'A deep hole', 'place-address': 'Mira 5' })
    await next(shown)
    await says(shown, 'Is it one of these?')
    return { api, shown }
  }

  it('with its text and place; who says it is theirs too need not send their own', async () => {
    const { api, shown } = await toDetails([7, 8])
    await until(() => focused()?.matches('h2'))
    for (const words of ['№ 7', 'In progress', '40 m away', 'A hole as deep as a boot, the 8th', 'Supported by 3'])
      await says(shown, words)
    await accessible(shown)
    await api.answer('POST /appeals/7/support', {
      body: { number: 7, isSupported: true, supporters: 4, notices: 'none' },
    })
    find(shown, 'article .support button').click()
    await says(shown, 'Your support is counted')
    await accessible(shown)
    await press(shown, 'Leave mine unsent')
    await says(shown, 'What is it about?')
    assert.lengthOf(await api.asked('POST /appeals/7/support'), 1)
    assert.isEmpty((await api.asked('POST /appeals')).filter(({ path }) => path === '/appeals'))
    const [asked] = await api.asked('POST /appeals/similar')
    assert.deepEqual(asked?.body, { category: 'potholes', description: 'A deep hole', place: { address: 'Mira 5' } })
  })

  it('once: whose is another goes on, with what was written, and is not asked of the same again', async () => {
    const { api, shown } = await toDetails([9])
    await press(shown, 'Mine is different: go on')
    await says(shown, 'How to reach you')
    await press(shown, 'Back')
    await says(shown, 'What happened?')
    assert.equal(find<HTMLTextAreaElement>(shown, '#description').value, 'A deep hole')
    await next(shown)
    await says(shown, 'How to reach you')
    assert.lengthOf(findAll(shown, 'article'), 0)
    await next(shown)
    await says(shown, 'Check and send')
    find(shown, '[name=consent]').click()
    await next(shown)
    await says(shown, `${created.number}`)
    assert.lengthOf(
      (await api.asked('POST /appeals')).filter(({ path }) => path === '/appeals'),
      1,
    )
  })

  it('and keeps nobody waiting where it cannot be had', async () => {
    const api = await form()
    await api.answer('POST /appeals/similar', { drop: true })
    const shown = element(api)
    await topic(shown, 'Ямы')
    await type(shown, { description: 'A deep hole' })
    await next(shown)
    await says(shown, 'How to reach you')
  })
})

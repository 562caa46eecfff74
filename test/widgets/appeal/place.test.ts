/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import { accessible, find, findAll, focused, says, text, tidy, until } from '../shared/page.js'
import type { Stub } from '../shared/stub.js'
import { choose, element, form, next, press, sent, topic, type } from './form.js'

describe('The place of <vmeste-appeal>', () => {
  let api: Stub
  let shown: ReturnType<typeof element>
  beforeEach(async () => {
    api = await form()
    shown = element(api)
    await topic(shown, 'Автобус')
  })
  afterEach(async () => {
    await tidy()
    sessionStorage.clear()
  })

  const locateBy = (value: unknown) => Object.defineProperty(navigator, 'geolocation', { configurable: true, value })
  const loaded = () => performance.getEntriesByType('resource').some(({ name }) => /leaflet/.test(name))
  const map = () => until(() => find(shown, 'vmeste-point').shadowRoot && find(shown, 'vmeste-point'))
  const openMap = async () => {
    await press(shown, 'Choose on a map')
    const opened = await map()
    await until(() => find(opened, '.map.leaflet-container'))
    return opened
  }
  const send = async () => {
    await type(shown, { description: 'It did not come', 'answers-route': '5' })
    await choose(shown, 'no')
    await next(shown)
    await type(shown, { 'contact-name': 'Anna', 'contact-email': 'anna@town.example' })
    await next(shown)
    await says(shown, 'Marked on the map')
    await choose(shown, 'given')
    await next(shown)
    await says(shown, 'received')
    const [appeal] = (await sent(api)) as [{ place: { latitude: number; longitude: number } }]
    return appeal.place
  }

  // The first, since what is loaded stays as long as the page.
  it('needs no map: none is requested before it is asked for', async () => {
    await says(shown, 'Choose on a map')
    assert.isFalse(loaded())
    await openMap()
    assert.isTrue(loaded())
  })

  it('is where the device is, to about a metre', async () => {
    locateBy({
      getCurrentPosition: (done: PositionCallback) =>
        setTimeout(() => done({ coords: { latitude: 61.0042123456, longitude: 69.001 } } as GeolocationPosition), 50),
    })
    await press(shown, 'Where I am now')
    await says(shown, 'Finding you')
    await says(shown, 'Point on the map: 61.00421, 69.001')
    assert.deepEqual(await send(), { latitude: 61.00421, longitude: 69.001 })
  })

  for (const [code, words] of [
    [1, 'may not tell where you are'],
    [2, 'could not be found'],
  ] as const)
    it(`is asked for in words when the device ${code === 1 ? 'may not' : 'cannot'} tell it`, async () => {
      locateBy({ getCurrentPosition: (_: unknown, fail: (error: { code: number }) => void) => fail({ code }) })
      await press(shown, 'Where I am now')
      await says(shown, words)
      await accessible(shown)
    })

  it('is asked for in words where devices do not know it', async () => {
    locateBy(undefined)
    await press(shown, 'Where I am now')
    await says(shown, 'could not be found')
  })

  it('is a point chosen by keyboard, on a map whose tiles cannot be had', async () => {
    const opened = await openMap()
    await says(opened, 'could not be loaded')
    await accessible(shown)
    find(opened, '.map').focus()
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowRight']) {
      await sendKeys({ press: key })
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    await says(shown, 'Point on the map: 61.')
    await until(() => findAll(opened, 'button').at(-1)).then((button) => button.click())
    await until(() => focused()?.textContent?.includes('Choose on a map'))
    assert.notInclude(text(shown), 'Hide the map')
    const { latitude, longitude } = await send()
    assert.isTrue(latitude > 61.001 && latitude < 61.05, `${latitude}`)
    assert.isTrue(longitude > 69.001 && longitude < 69.05, `${longitude}`)
  })

  it('is the middle of the map, when that is chosen unmoved, and shown there again', async () => {
    const opened = await openMap()
    assert.notInclude(text(shown), 'Point on the map')
    find(opened, '[aria-label=Closer]').click()
    await new Promise((resolve) => setTimeout(resolve, 500))
    assert.notInclude(text(shown), 'Point on the map')
    find(opened, '.primary').click()
    await says(shown, 'Point on the map: 61, 69')
    await openMap()
    await press(shown, 'Remove the point')
    await until(() => !text(shown).includes('Point on the map'))
    assert.include(focused()?.textContent ?? '', 'Where I am now')
  })

  it('has a map with the owner of its tiles named', async () => {
    await says(await openMap(), '© Nobody')
  })
})

import type { Browser, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const PROBLEM = 'Яма у перехода возле школы: машины выезжают на встречную полосу.'
const TILES = 'https://tile.openstreetmap.org'
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test('a resident reports with a photo and a place, follows it, is answered by an officer, and rates the answer', async () => {
  const resident = await openPerson(browser, { foreign: [TILES] })
  const { page } = resident
  const tiles = await serveTiles(page)
  await page.goto(inject('page'))
  const form = page.locator('vmeste-appeal')

  await form.getByLabel('Найти тему').fill('яма')
  await form.getByRole('button', { name: 'Ямы на дороге' }).click()
  await form.getByLabel('Опишите проблему').fill(PROBLEM)
  await form.getByLabel('Где это?').fill('ул. Мира, 12')
  expect(tiles.asked).toBe(0)
  await form.getByRole('button', { name: 'Указать на карте' }).click()
  await expect.poll(() => tiles.asked).toBeGreaterThan(0)
  await form.getByRole('button', { name: 'Выбрать это место' }).click()
  await form.getByText(/Точка на карте: 61\./).waitFor()
  await form.locator('input[type=file]').setInputFiles({
    name: 'yama.jpg',
    mimeType: 'image/jpeg',
    buffer: await photoWithPlace(),
  })
  await form.getByText('Добавлено', { exact: true }).waitFor()

  await page.reload()
  await form.getByText('yama.jpg').waitFor()
  expect(await form.getByLabel('Опишите проблему').inputValue()).toBe(PROBLEM)

  await form.getByRole('button', { name: 'Дальше' }).click()
  await form.getByLabel('Электронная почта').fill('не почта')
  await form.getByRole('button', { name: 'Дальше' }).click()
  await expect.poll(() => form.getByLabel('Электронная почта').getAttribute('aria-invalid')).toBe('true')
  await form.getByLabel('Электронная почта').fill('anna@example.org')
  await form.getByRole('button', { name: 'Дальше' }).click()
  await form.getByText(PROBLEM).waitFor()
  await form.getByRole('checkbox').check()
  await form.getByRole('button', { name: 'Отправить' }).click()
  await form.getByRole('heading', { name: 'Обращение принято' }).waitFor()
  await form.getByText(/Ответят до \d+/).waitFor()
  const link = (await form.getByRole('link', { name: /#/ }).getAttribute('href')) ?? ''
  const [, number = '', secret = ''] = /appeals\/(\d+)#([\w-]{43})$/.exec(link) ?? []
  expect(number).not.toBe('')

  const own = await resident.context.newPage()
  await own.goto(link)
  const status = own.locator('vmeste-appeal-status')
  await status.getByText(PROBLEM).waitFor()
  await status.getByText('ул. Мира, 12').waitFor()
  await expectNoExif(number, secret)

  const officer = await openPerson(browser)
  await workOn(officer.page, number, async (desk) => {
    await desk.getByText(PROBLEM).first().waitFor()
    await desk.getByRole('link', { name: 'anna@example.org' }).waitFor()
    await takeStep(desk, 'Назначить исполнителя', 'Назначен исполнитель', { Занимается: 'Дорожная служба' })
    await takeStep(desk, 'Взять в работу', 'В работе')
    await takeStep(desk, 'Ответить', 'Дан ответ', { Ответ: 'Яму заделали 25 ноября.' })
  })

  // Told by the event stream: nothing is loaded again.
  await status.getByText('Яму заделали 25 ноября.').first().waitFor()
  await status.getByRole('radio', { name: 'Отлично' }).check()
  await status.getByLabel('Что вы о нём скажете?').fill('Быстро, спасибо!')
  await status.getByRole('button', { name: 'Отправить оценку' }).click()
  await status.getByText('Спасибо! Ваша оценка принята.').waitFor()

  await officer.page.reload()
  await workOn(officer.page, number, (desk) => desk.getByText('Оценка 5 из 5').waitFor())
  resident.expectNoComplaints()
  officer.expectNoComplaints()
  expect([...resident.requests, ...officer.requests].filter((url) => url.includes(secret))).toEqual([])
})

/** Opens an appeal at the desk; who is signed in need not sign in again. */
async function workOn(page: Page, number: string, work: (desk: Locator) => Promise<void>): Promise<void> {
  const desk = page.locator('vmeste-desk')
  if (!page.url().includes('/desk')) {
    await page.goto(inject('desk'))
    await desk.getByRole('region', { name: 'Обращения' }).waitFor()
    expect(page.url()).not.toContain('vmeste_')
  }
  await desk.getByLabel('Состояние').selectOption({ label: 'Все' })
  await desk.getByRole('button', { name: `№ ${number} ` }).click()
  await work(desk)
}

async function takeStep(desk: Locator, step: string, status: string, given: Record<string, string> = {}) {
  await desk.getByRole('radio', { name: step }).check()
  for (const [field, text] of Object.entries(given)) await desk.getByRole('textbox', { name: field }).fill(text)
  await desk.getByRole('button', { name: step }).click()
  await desk.getByText(`Готово: ${status}`).first().waitFor()
}

/** A picture as a phone takes it: where and with what is written in it. */
const photoWithPlace = () =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#777' } })
    .withExif({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '61/1 0/1 15/1' } })
    .jpeg()
    .toBuffer()

async function expectNoExif(number: string, secret: string): Promise<void> {
  const organization = new URL('/v1/organizations/hanty-mansiysk', inject('page')).href
  const headers = { authorization: `Bearer ${secret}` }
  const appeal = await (await fetch(`${organization}/appeals/${number}`, { headers })).json()
  const file = await fetch(`${organization}/attachments/${appeal.attachments[0].id}`, { headers })
  const { exif, width } = await sharp(await file.arrayBuffer()).metadata()
  expect({ exif, width }).toEqual({ exif: undefined, width: 1600 })
}

/** A map of one colour: tests ask nobody's server. */
async function serveTiles(page: Page): Promise<{ asked: number }> {
  const tiles = { asked: 0 }
  const body = await sharp({ create: { width: 256, height: 256, channels: 3, background: '#cfd8dc' } })
    .png()
    .toBuffer()
  await page.route(`${TILES}/**`, (route) => {
    tiles.asked += 1
    return route.fulfill({ body, contentType: 'image/png' })
  })
  return tiles
}

import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await startBrowser()
  page = (await openPerson(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 700 } })).page
})
afterAll(() => browser.close())

const heading = (name: string) => page.getByRole('heading', { name, exact: true })
const isWiderThanScreen = () => page.evaluate('document.documentElement.scrollWidth > innerWidth')

test('the example page leads to the same forms', async () => {
  await page.goto(inject('page'))
  for (const name of ['Проголосовать', 'Написать обращение', 'Узнать, что с обращением', 'Обсудить']) {
    await expect(page.getByRole('link', { name }).first().isVisible()).resolves.toBe(true)
  }
})

test('a resident reports with a photo, mends a mistake, follows by the secret and rates the answer', async () => {
  await page.goto(inject('page'))
  await page.getByRole('link', { name: 'Написать обращение' }).click()
  await page.getByRole('link', { name: 'Ямы на дороге' }).click()
  await page.getByLabel('Что случилось?').fill('Яма у школы,\nколесо уже пробил')
  await page.getByLabel('Где это?').fill('ул. Мира, 5')
  await page.getByLabel('Телефон').fill('нет телефона')
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#456' } })
    .jpeg()
    .toBuffer()
  await page.getByLabel('Снимки и документы').setInputFiles({ name: 'yama.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByLabel('Я согласен').check()
  await page.getByRole('button', { name: 'Отправить обращение' }).click()
  // Someone reported a hole there before: theirs is another.
  await heading('Может быть, это одно из этих?').waitFor()
  await page.getByRole('button', { name: 'Отправить обращение' }).click()

  await expect(page.getByRole('alert').textContent()).resolves.toContain('Телефон')
  await expect(page.getByLabel('Что случилось?').inputValue()).resolves.toBe('Яма у школы,\nколесо уже пробил')
  await expect(page.getByLabel('yama.jpg').isChecked()).resolves.toBe(true)
  await expect(page.getByLabel('Я согласен').isChecked()).resolves.toBe(true)
  await page.getByLabel('Телефон').fill('+7 900 000-00-00')
  await page.getByRole('button', { name: 'Отправить обращение' }).click()

  await heading('Обращение принято').waitFor()
  const number = await page.locator('.number').textContent()
  const secret = (await page.locator('code').textContent()) ?? ''
  await expect(isWiderThanScreen()).resolves.toBe(false)
  await answer(Number(number))

  await page.getByRole('link', { name: `/appeals/${number}` }).click()
  await page.getByLabel('Секрет').fill(secret)
  await page.getByRole('button', { name: 'Открыть по секрету' }).click()
  await page.getByText('Яму залили').first().waitFor()
  await page.getByText('yama.jpg').waitFor()
  await page.getByLabel('4').check()
  await page.getByLabel('Комментарий').fill('Быстро')
  await page.getByRole('button', { name: 'Отправить оценку' }).click()
  await page.getByText('Спасибо, оценка принята.').waitFor()
  await page.getByText('4 / 5').waitFor()
})

test('a resident votes once and sees what came of it', async () => {
  await page.goto(inject('page'))
  await page.getByRole('link', { name: 'Проголосовать' }).click()
  await page.getByLabel('Со стороны набережной').check()
  await page.getByLabel('Каток').check()
  await page.getByRole('button', { name: 'Проголосовать' }).click()
  await page.getByText('Ваш голос учтён').waitFor()
  await expect(page.getByRole('row', { name: /Каток \d+/ }).isVisible()).resolves.toBe(true)
})

test('a resident answers a comment, and is led to the answer', async () => {
  await page.goto(inject('page'))
  await page.getByRole('link', { name: 'Обсудить' }).click()
  await page.getByRole('link', { name: 'Ответить' }).first().click()
  await page.getByLabel('Ваш комментарий').fill('И навес от снега')
  await page.getByLabel('Как вас назвать').fill('Зоя')
  await page.getByRole('button', { name: 'Опубликовать' }).click()
  await page.locator('article:target', { hasText: 'И навес от снега' }).waitFor()
})

/** What an officer does at the desk, by the API. */
async function answer(number: number) {
  const desk = new URL(inject('desk'))
  for (const step of [
    { to: 'registered' },
    { to: 'assigned', responsible: 'Дорожная служба' },
    { to: 'in_progress' },
    { to: 'answered', text: 'Яму залили.' },
  ]) {
    const response = await fetch(`${desk.origin}/v1/organizations/hanty-mansiysk/appeals/${number}/transitions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${desk.hash.slice('#key='.length)}` },
      body: JSON.stringify(step),
    })
    expect(response.status).toBe(201)
  }
}

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test('two residents talk on the town’s page, each in a tab, and neither reloads', async () => {
  const [anna, boris] = await Promise.all([openPerson(browser), openPerson(browser)])
  const [hers, his] = [anna.page.locator('vmeste-discussion'), boris.page.locator('vmeste-discussion')]
  for (const { page } of [anna, boris]) await page.goto(inject('page'))
  for (const discussion of [hers, his]) {
    await discussion.scrollIntoViewIfNeeded()
    await discussion.getByRole('heading', { name: 'Набережная Иртыша' }).waitFor()
  }

  await hers.getByRole('button', { name: 'Написать комментарий' }).click()
  await hers.getByLabel('Ваш комментарий').fill('Нужен тёплый павильон у воды.')
  await hers.getByLabel('Ваше имя').fill('Анна')
  await hers.getByRole('button', { name: 'Опубликовать' }).click()
  await hers.getByText('Нужен тёплый павильон у воды.').waitFor()

  const comment = his.getByRole('article').filter({ hasText: 'Нужен тёплый павильон у воды.' })
  await comment.getByRole('button', { name: 'Ответить' }).click()
  await his.getByLabel('Ваш ответ').fill('И чай в нём.')
  await his.getByRole('button', { name: 'Опубликовать' }).last().click()
  await his.getByText('И чай в нём.').waitFor()

  await hers.getByText('И чай в нём.').waitFor()
  await anna.page.reload()
  await hers.getByText('И чай в нём.').waitFor()
  for (const discussion of [hers, his]) {
    expect(await discussion.getByText('Нужен тёплый павильон у воды.').count()).toBe(1)
    expect(await discussion.getByText('И чай в нём.').count()).toBe(1)
  }
  anna.expectNoComplaints()
  boris.expectNoComplaints()
})

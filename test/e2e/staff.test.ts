import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openPerson, startBrowser } from './browser.js'

const api = new URL(inject('page')).origin
const command = fileURLToPath(new URL('../../api/cli/vmeste.mjs', import.meta.url))

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** What the operator types, and is told. */
async function type(...argv: string[]): Promise<string> {
  const { DATABASE_URL: _, ...environment } = process.env
  const env = { ...environment, VMESTE_DATA: inject('folder') }
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...argv], { env })
  return stdout.trim()
}

async function signIn(page: Page, { email, password } = inject('person')) {
  await page.getByLabel('Эл. почта').fill(email)
  await page.getByLabel('Пароль', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

test('an officer signs in from the desk and is back at it, as a person; who signs out is out', async () => {
  const { page, context, complaints } = await openPerson(browser, { viewport: { width: 390, height: 800 } })
  await page.goto(`${api}/desk`)
  await page.getByRole('link', { name: 'Войти с учётной записью' }).click()
  await page.waitForURL('**/account?to=%2Fdesk')
  await signIn(page, { ...inject('person'), password: 'not the password' })
  await page.getByText('Адрес, пароль или код не подходит.').waitFor()
  await signIn(page)
  await page.waitForURL('**/desk')
  await page.getByText('Ханты-Мансийск', { exact: true }).waitFor()
  await page.locator('.item').first().click()
  await page.getByText('Что дальше').waitFor()
  // No script of the page reads who is signed in.
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ name: 'vmeste-staff', httpOnly: true, sameSite: 'Strict', path: '/' })
  // What was open is open again.
  await page.reload()
  await page.getByText('Что дальше').waitFor()
  await page.getByRole('button', { name: 'Выйти' }).click()
  await page.getByRole('link', { name: 'Войти с учётной записью' }).waitFor()
  await page.reload()
  await page.getByRole('link', { name: 'Войти с учётной записью' }).waitFor()
  // A password that was mistyped is told of by 401, which a browser notes.
  expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 401 (Unauthorized)'])
  await context.close()
})

test('who is invited makes an account, adds a second step by a QR code, and signs in with it', async () => {
  const { page, context, complaints } = await openPerson(browser)
  const email = 'boris@hanty.example'
  const link = await type('staff', 'invite', '--organization', 'hanty-mansiysk', '--role', 'officer', '--email', email)
  expect(link).toMatch(`${api}/account/invitation#hanty-mansiysk.`)
  await page.goto(link)
  await page.getByText('Ханты-Мансийск приглашает вас').waitFor()
  await page.getByLabel('Как вас зовут').fill('Борис')
  await page.getByLabel('Новый пароль').fill('qwerty12345')
  await page.getByRole('button', { name: 'Создать учётную запись' }).click()
  await page.getByText('Таким паролем пользуются многие').waitFor()
  const password = 'семь зелёных чайников'
  await page.getByLabel('Новый пароль').fill(password)
  await page.getByRole('button', { name: 'Создать учётную запись' }).click()
  await page.getByText('Добро пожаловать!').waitFor()
  expect(page.url()).toBe(`${api}/account`)

  await page.getByRole('button', { name: 'Включить' }).click()
  await page.getByRole('img', { name: 'QR-код для приложения' }).waitFor()
  const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '')
  const codeAt = (time: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: time })
  await page.getByRole('textbox', { name: 'Код' }).fill(codeAt(Date.now()))
  await page.keyboard.press('Enter')
  await page.getByText('Каждый сработает один раз').waitFor()
  const codes = await page.locator('.codes code').allTextContents()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: 'Коды сохранены' }).click()
  await page.getByText('Запасных кодов осталось: 10').waitFor()
  await page.getByRole('button', { name: 'Выйти', exact: true }).click()

  await signIn(page, { email, password })
  // The next half minute's, since the present one was taken.
  await page.getByRole('textbox', { name: 'Код' }).fill(codeAt(Date.now() + 30_000))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Борис' }).waitFor()
  expect(complaints.filter((complaint) => !/status of (401|422)/.test(complaint))).toEqual([])

  await page.goto(link)
  await page.getByText('Эта ссылка никуда не ведёт').waitFor()
  await context.close()
})

test('who forgot the password sets another by the link, and every other browser is signed out', async () => {
  const { page, context } = await openPerson(browser)
  await page.goto(`${api}/account`)
  await page.getByRole('button', { name: 'Забыли пароль?' }).click()
  await page.getByLabel('Эл. почта').fill('nobody@hanty.example')
  await page.getByRole('button', { name: 'Прислать ссылку' }).click()
  await page.getByText('Если у nobody@hanty.example есть учётная запись').waitFor()
  const link = await type('staff', 'reset', '--email', 'boris@hanty.example', '--second-step')
  await page.goto(link)
  const password = 'другие девять самоваров'
  await page.getByLabel('Новый пароль').fill(password)
  await page.getByRole('button', { name: 'Задать пароль' }).click()
  await page.getByText('Пароль задан. Войдите с ним.').waitFor()
  await signIn(page, { email: 'boris@hanty.example', password })
  await page.getByRole('heading', { name: 'Борис' }).waitFor()
  await context.close()
})

test('a passkey of the device signs in without a password, and stands in for the code beside one', async () => {
  const { page, context, complaints } = await openPerson(browser)
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
  const email = 'galina@hanty.example'
  const link = await type('staff', 'invite', '--organization', 'hanty-mansiysk', '--role', 'officer', '--email', email)
  await page.goto(link)
  await page.getByLabel('Как вас зовут').fill('Галина')
  const password = 'восемь тихих трамваев'
  await page.getByLabel('Новый пароль').fill(password)
  await page.keyboard.press('Enter')
  await page.getByText('Добро пожаловать!').waitFor()
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Название').fill('Рабочий ноутбук')
  await page.keyboard.press('Enter')
  await page.getByText('Ключ добавлен: теперь можно входить с ним.').waitFor()
  expect(await page.locator('.codes code').allTextContents()).toHaveLength(10)
  await page.getByRole('button', { name: 'Коды сохранены' }).click()
  await page.getByText('Рабочий ноутбук', { exact: true }).waitFor()
  // The device offers no second one.
  await page.getByRole('button', { name: 'Добавить ключ' }).click()
  await page.getByText('Ключ не использован').waitFor()

  await page.getByRole('button', { name: 'Выйти', exact: true }).click()
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).press('Enter')
  await page.getByRole('heading', { name: 'Галина' }).waitFor()
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
  expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: new URL(api).hostname, signCount: 2 }])

  await page.getByRole('button', { name: 'Выйти', exact: true }).click()
  await signIn(page, { email, password })
  await page.getByText('Один из запасных кодов.').waitFor()
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click()
  await page.getByRole('heading', { name: 'Галина' }).waitFor()

  await page.getByRole('button', { name: 'Убрать: Рабочий ноутбук' }).press('Enter')
  await page.getByRole('button', { name: 'Точно убрать: Рабочий ноутбук' }).press('Enter')
  await page.getByText('Ключ убран.').waitFor()
  await page.getByRole('button', { name: 'Выйти', exact: true }).click()
  // The device still has it; here it opens nothing.
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).press('Enter')
  await page.getByText('Этот ключ доступа здесь не известен').waitFor()
  await signIn(page, { email, password })
  await page.getByRole('heading', { name: 'Галина' }).waitFor()
  expect(complaints.filter((complaint) => !/status of 401/.test(complaint))).toEqual([])
  await context.close()
})

test('an administrator invites and takes back, makes a key that works and ends it, by the keyboard', async () => {
  const { page, context, complaints } = await openPerson(browser, { viewport: { width: 390, height: 800 } })
  await page.goto(`${api}/account`)
  await signIn(page)
  await page.getByRole('link', { name: 'Люди и ключи' }).click()
  await page.getByText('anna@hanty.example').waitFor()
  await page.getByLabel('Эл. почта').fill('vera@hanty.example')
  await page.keyboard.press('Enter')
  await page.getByText('Приглашение отправлено на vera@hanty.example.').waitFor()
  const withdraw = page.getByRole('button', { name: 'Отозвать: vera@hanty.example' })
  await withdraw.press('Enter')
  await page.getByRole('button', { name: 'Отозвать: точно?' }).press('Enter')
  await page.getByText('Приглашение отозвано.').waitFor()
  // Done with that: the focus has come to the heading.
  await page.locator('#key button[aria-disabled=false]').waitFor()
  await page.locator('vmeste-staff h2:focus').waitFor()

  await page.getByLabel('Для чего он').fill('Система дел')
  await page.getByLabel('Для чего он').press('Enter')
  const key = (await page.locator('#made code').textContent()) ?? ''
  const works = async () =>
    (
      await fetch(`${api}/v1/organizations/hanty-mansiysk/appeals?sort=deadline`, {
        headers: { authorization: `Bearer ${key}` },
      })
    ).status
  expect(await works()).toBe(200)
  await page.getByRole('button', { name: 'Отозвать: Система дел' }).press('Enter')
  await page.getByRole('button', { name: 'Отозвать: точно?' }).press('Enter')
  await page.getByText('Ключ больше не действует.').waitFor()
  expect(await works()).toBe(401)

  await page.getByRole('button', { name: 'Убрать: Анна Соколова' }).press('Enter')
  await page.getByRole('button', { name: 'Убрать: точно?' }).press('Enter')
  await page.getByText('Больше никто не управляет этой организацией.').waitFor()
  expect(complaints.filter((complaint) => !/status of 409/.test(complaint))).toEqual([])
  await context.close()
})

test('a coordinator writes a poll, tries it as residents will see it, and deletes it again', async () => {
  const { page, context, complaints } = await openPerson(browser, { viewport: { width: 390, height: 800 } })
  await page.goto(`${api}/account?to=%2Fdesk%2Fpolls`)
  await signIn(page)
  await page.waitForURL('**/desk/polls')
  await page.getByRole('button', { name: /^Один вопрос/ }).click()
  await page.getByRole('textbox', { name: /^Название опроса/ }).fill('Скамейки у пруда')
  await page.getByRole('textbox', { name: /^Текст вопроса/ }).fill('Какого цвета?')
  await page.getByRole('textbox', { name: /^Вариант 1/ }).fill('Зелёные')
  await page.getByRole('textbox', { name: /^Вариант 2/ }).fill('Красные')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.waitForURL('**/desk/polls#poll=skameiki-u-pruda')
  await page.getByRole('link', { name: 'Попробовать' }).click()
  await page.getByText('Эту страницу видят только сотрудники').waitFor()
  await page.getByRole('radio', { name: 'Зелёные' }).check()
  await page.getByRole('button', { name: 'Проголосовать' }).click()
  await page.getByText('1 пробный бюллетень').waitFor()
  const seen = await fetch(`${api}/v1/organizations/hanty-mansiysk/polls/skameiki-u-pruda`)
  expect(seen.status).toBe(404)
  await page.getByRole('link', { name: 'Вернуться к правке' }).click()
  await page.getByRole('button', { name: 'Удалить черновик' }).click()
  await page.locator('#confirmed').click()
  await page.getByRole('link', { name: 'Каким быть новому парку' }).waitFor()
  // What is deleted is not found any more.
  expect(complaints.filter((complaint) => !complaint.includes('404'))).toEqual([])
  await context.close()
})

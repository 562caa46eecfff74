import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createMailer, createPrintingMailer } from '../../api/platform/mail.js'
import { readSettings } from '../../api/platform/settings.js'
import { startMailServer } from '../mail-server.js'

const MAIL_FROM = 'Mytown <no-reply@mytown.test>'
const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function startServer() {
  const server = await startMailServer()
  undo.push(server.stop)
  return server
}

function mailerFor(SMTP_URL: string | undefined) {
  const logged: object[] = []
  const log = { error: (fields: object) => void logged.push(fields), warn: () => {}, info: () => {} }
  const mailer = createMailer(readSettings({ SMTP_URL, MAIL_FROM }), log)
  undo.push(mailer.close)
  return { mailer, logged }
}

test('a mail reaches the server whole, in any script, signed in as the address of the server says', async () => {
  const { received, port } = await startServer()
  const { mailer } = mailerFor(`smtp://user:p%40ss@127.0.0.1:${port}`)
  expect(mailer.isConfigured).toBe(true)
  await mailer.send({
    to: 'anna@example.test',
    subject: 'Ваш код: 123456',
    text: 'Здравствуйте!\nКод: 123456',
    html: '<p>Код: <b>123456</b></p>',
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  expect(received).toHaveLength(1)
  const [{ to, mail } = {}] = received
  expect(to).toEqual(['anna@example.test'])
  expect(mail).toMatchObject({
    subject: 'Ваш код: 123456',
    text: 'Здравствуйте!\nКод: 123456',
    html: '<p>Код: <b>123456</b></p>',
  })
  expect(mail?.from?.text).toBe('"Mytown" <no-reply@mytown.test>')
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
})

test('what looks like several addresses, or like further headers, is written to nobody else', async () => {
  const { received, port } = await startServer()
  const { mailer } = mailerFor(`smtp://127.0.0.1:${port}`)
  await mailer.send({ to: 'anna@example.test', subject: 'Hello\r\nBcc: eve@example.test', text: 'Hello' })
  await mailer.send({ to: 'anna@example.test, eve@example.test', subject: 'Hello', text: 'Hello' }).catch(() => {})
  expect(received.flatMap(({ to }) => to)).not.toContain('eve@example.test')
  expect(received[0]?.mail.bcc).toBeUndefined()
})

test('an address that the server refuses, and a server that cannot be reached, are told apart; the log names nobody', async () => {
  const { port } = await startServer()
  const mail = { to: 'nobody@example.test', subject: 'For Anna', text: 'A secret' }
  const { mailer, logged } = mailerFor(`smtp://127.0.0.1:${port}`)
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'mail-refused' })
  const closed = createServer().listen(0)
  const away = (closed.address() as AddressInfo).port
  await new Promise((resolve) => closed.close(resolve))
  const unreachable = mailerFor(`smtp://127.0.0.1:${away}`)
  await expect(unreachable.mailer.send(mail)).rejects.toMatchObject({ code: 'mail-failed' })
  const wrongPassword = mailerFor(`smtp://user:wrong@127.0.0.1:${port}`)
  await expect(wrongPassword.mailer.send(mail)).rejects.toMatchObject({ code: 'mail-failed' })
  const said = [...logged, ...unreachable.logged, ...wrongPassword.logged]
  expect(said).toEqual([
    { code: 'ESOCKET', responseCode: undefined },
    { code: 'EAUTH', responseCode: 535 },
  ])
})

test('many mails at once share a few connections, and none is lost', async () => {
  const { received, port } = await startServer()
  const { mailer } = mailerFor(`smtp://127.0.0.1:${port}`)
  const numbers = Array.from({ length: 20 }, (_, index) => index)
  await Promise.all(
    numbers.map((number) => mailer.send({ to: `n${number}@example.test`, subject: `${number}`, text: 'Hello' })),
  )
  expect(received.map(({ mail }) => Number(mail.subject)).sort((a, b) => a - b)).toEqual(numbers)
})

test('without a mail server nothing is sent, and whoever asks is told so', async () => {
  const { mailer } = mailerFor(undefined)
  expect(mailer.isConfigured).toBe(false)
  const sent = mailer.send({ to: 'anna@example.test', subject: 'Hello', text: 'Hello' })
  await expect(sent).rejects.toMatchObject({ code: 'mail-not-configured' })
})

test('a mail server without an address to send from is a wrong setting', () => {
  expect(() => readSettings({ SMTP_URL: 'smtp://mail.test' })).toThrow(/^Wrong settings: MAIL_FROM must be/)
  expect(() => readSettings({ SMTP_URL: 'mail.test', MAIL_FROM })).toThrow(/^Wrong settings: SMTP_URL must be/)
  expect(() => readSettings({ MAIL_FROM: 'no address' })).toThrow(/^Wrong settings: MAIL_FROM must be/)
})

test('where there is no server but someone who reads, the mail is written there', async () => {
  let written = ''
  const mailer = createPrintingMailer((text) => {
    written += text
  })
  await mailer.send({ to: 'anna@example.test', subject: 'Your code', text: '123456\n\nFor ten minutes.\n' })
  expect(written).toBe(
    '\nA mail, not sent since SMTP_URL is not set:\n' +
      '  To: anna@example.test\n  Subject: Your code\n\n  123456\n\n  For ten minutes.\n',
  )
})

test('an account elsewhere for staff, without what we are called there, is a wrong setting', () => {
  const STAFF_OIDC_ISSUER = 'https://login.region.test'
  expect(() => readSettings({ STAFF_OIDC_ISSUER })).toThrow(/^Wrong settings: STAFF_OIDC_CLIENT_ID must be/)
  expect(readSettings({ STAFF_OIDC_ISSUER, STAFF_OIDC_CLIENT_ID: 'vmeste' })).toMatchObject({ STAFF_OIDC_ISSUER })
})

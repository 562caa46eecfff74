/// <reference types="mocha" />
import { assert } from 'chai'
import type { SignedIn } from '../../../sdk/staff.js'
import type { VmesteAccount } from '../../../widgets/account/account.js'
import '../../../widgets/account/define.js'
import { accessible, find, findAll, focused, read, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Stub, stub } from '../shared/stub.js'

const now = new Date().toISOString()
const anna: SignedIn = {
  id: '1',
  email: 'anna@town.example',
  name: 'Anna',
  roles: [{ organization: { id: 'hanty', name: 'Hanty' }, role: 'officer' }],
  hasPassword: true,
  hasSecondFactor: false,
  hasApp: false,
  recoveryCodesLeft: 0,
  session: { id: '1', way: 'password', signedInAt: now, expiresAt: now },
}
const session = {
  id: '1',
  isThis: true,
  agent: 'Firefox, Windows',
  way: 'password',
  signedInAt: now,
  seenAt: now,
  expiresAt: now,
}
const passkeys = [
  { id: '1', name: 'Office laptop', createdAt: now, usedAt: now },
  { id: '2', name: 'Key on the ring', createdAt: now, usedAt: null },
]
const sessions = { items: [session, { ...session, id: '2', isThis: false, agent: '' }] }

describe('<vmeste-account>', () => {
  let api: Stub
  const address = location.href
  beforeEach(async () => {
    api = stub()
    await api.answer('GET /staff/session', { body: { person: null } })
    await api.answer('GET /staff/sessions', { body: sessions })
    await api.answer('GET /staff/passkeys', { body: { items: passkeys } })
  })
  afterEach(async () => {
    history.replaceState(null, '', address)
    await tidy()
  })

  const element = (attributes = '') =>
    show<VmesteAccount>(
      `<vmeste-account api="${location.origin}/of/${api.organization}" ${attributes}></vmeste-account>`,
    )
  const type = async (shown: VmesteAccount, id: string, value: string) => {
    const input = await until(() => find<HTMLInputElement>(shown, `#${id}`))
    input.value = value
    input.dispatchEvent(new Event('input'))
    await shown.updateComplete
  }
  const submit = (shown: VmesteAccount) => find<HTMLButtonElement>(shown, 'form .primary').click()
  const press = async (shown: VmesteAccount, name: string) =>
    (await until(() => findAll(shown, 'button').find((button) => read(button) === name))).click()

  for (const [language, words] of Object.entries({
    en: ['Forgot the password?', 'Second step', 'Change the password'],
    ru: ['Забыли пароль?', 'Второй шаг', 'Сменить пароль'],
    ar: ['نسيت كلمة المرور؟', 'الخطوة الثانية', 'تغيير كلمة المرور'],
  })) {
    const [forgot = '', second = '', change = ''] = words
    it(`is accessible in every state, in ${language}`, async () => {
      document.documentElement.lang = language
      await api.answer('POST /staff/session', problem(401, 'sign-in-refused'), problem(401, 'second-factor-required'), {
        status: 201,
        body: anna,
      })
      const shown = element()
      await says(shown, forgot)
      await accessible(shown)
      submit(shown)
      await says(shown, 'Detail of sign-in-refused.')
      await accessible(shown)
      submit(shown)
      await says(shown, second)
      await until(() => focused()?.id === 'code')
      await accessible(shown)
      submit(shown)
      await says(shown, change)
      await accessible(shown)
    })
  }

  it('sends the code along with what was typed before, and does not keep the password', async () => {
    await api.answer('POST /staff/session', problem(401, 'second-factor-required'), { status: 201, body: anna })
    const shown = element()
    await type(shown, 'email', 'anna@town.example')
    await type(shown, 'password', 'a secret of hers')
    submit(shown)
    await type(shown, 'code', '123456')
    submit(shown)
    await says(shown, 'Hanty')
    const sent = (await api.asked('POST /staff/session')).map(({ body }) => body)
    const typed = { email: 'anna@town.example', password: 'a secret of hers' }
    assert.deepEqual(sent, [typed, { ...typed, code: '123456' }])
    const [asked] = await api.asked('GET /staff/session')
    assert.equal(asked?.headers['vmeste-staff'], 'session')
    assert.equal(find<HTMLInputElement>(shown, '#password').value, '')
  })

  it('shows an invitation, says what is wrong with a password at its field, and welcomes', async () => {
    history.replaceState(null, '', '#hanty.secret')
    const invitation = {
      organization: { id: 'hanty', name: 'Hanty' },
      role: 'officer',
      email: 'anna@town.example',
      expiresAt: now,
      hasAccount: false,
    }
    await api.answer('POST /staff/invitations/view', { body: invitation })
    const errors = [{ pointer: '/password', code: 'password-common', detail: 'Too common.' }]
    await api.answer('POST /staff/invitations/acceptance', problem(422, 'invalid-input', { errors }), {
      status: 201,
      body: anna,
    })
    const shown = element('page="invitation"')
    await says(shown, 'Hanty invites you')
    await accessible(shown)
    await type(shown, 'name', 'Anna')
    await type(shown, 'password', 'password123')
    submit(shown)
    await says(shown, 'Too common.')
    await until(() => focused()?.id === 'password')
    submit(shown)
    await says(shown, 'Welcome!')
    assert.equal(location.hash, '')
    const [first] = await api.asked('POST /staff/invitations/acceptance')
    assert.deepEqual(first?.body, { secret: 'hanty.secret', name: 'Anna', password: 'password123' })
  })

  it('has who has an account sign in before they accept, and another person sign out first', async () => {
    history.replaceState(null, '', '#hanty.secret')
    const invitation = {
      organization: { id: 'hanty', name: 'Hanty' },
      role: 'leader',
      email: 'anna@town.example',
      expiresAt: now,
      hasAccount: true,
    }
    await api.answer('POST /staff/invitations/view', { body: invitation })
    await api.answer('GET /staff/session', { body: { person: { ...anna, email: 'boris@town.example' } } })
    await api.answer('DELETE /staff/session', { status: 204, body: '' })
    await api.answer('POST /staff/session', { status: 201, body: anna })
    await api.answer('POST /staff/invitations/acceptance', { status: 201, body: anna })
    const shown = element('page="invitation"')
    await says(shown, 'You are signed in as boris@town.example.')
    await press(shown, 'Sign out')
    await says(shown, 'You have an account already.')
    assert.equal(find<HTMLInputElement>(shown, '#email').value, 'anna@town.example')
    await type(shown, 'password', 'a secret of hers')
    submit(shown)
    await press(shown, 'Accept the invitation')
    await says(shown, 'Welcome!')
  })

  it('says of a link that is over that it leads nowhere', async () => {
    await api.answer('POST /staff/invitations/view', problem(410, 'link-over'))
    const shown = element('page="invitation"')
    await says(shown, 'Detail of link-over.')
    await accessible(shown)
  })

  it('shows a QR code and recovery codes when the second step is turned on', async () => {
    await api.answer('GET /staff/session', { body: { person: anna } })
    await api.answer('POST /staff/totp', {
      status: 201,
      body: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' },
    })
    await api.answer('POST /staff/totp/confirmation', {
      status: 201,
      body: { recoveryCodes: ['aaaaa-bbbbb', 'ccccc-ddddd'] },
    })
    const shown = element()
    await press(shown, 'Turn on')
    await says(shown, 'JBSW Y3DP EHPK 3PXP')
    assert.isAbove(find(shown, '.qr path').getAttribute('d')?.length ?? 0, 1000)
    await accessible(shown)
    await type(shown, 'code', '123456')
    submit(shown)
    await says(shown, 'aaaaa-bbbbb ccccc-ddddd')
    await accessible(shown)
    await press(shown, 'I have kept them')
    await until(() => !text(shown).includes('aaaaa'))
  })

  it('lists the passkeys, and removes one after asking once more', async () => {
    await api.answer('GET /staff/session', { body: { person: anna } })
    await api.answer('DELETE /staff/passkeys/2', { status: 204, body: '' })
    const shown = element()
    const button = (label: string) => find<HTMLButtonElement>(shown, `[aria-label="${label}: Key on the ring"]`)
    ;(await until(() => button('Remove'))).click()
    const really = await until(() => button('Really remove'))
    await accessible(shown)
    assert.deepEqual(await api.asked('DELETE /staff/passkeys/2'), [])
    await api.answer('GET /staff/passkeys', { body: { items: passkeys.slice(0, 1) } })
    really.click()
    await says(shown, 'The passkey is removed.')
    assert.include(text(shown), 'Office laptop')
    assert.notInclude(text(shown), 'Key on the ring')
  })

  it('says what went wrong with a passkey where it is added, and nowhere else', async () => {
    await api.answer('GET /staff/session', { body: { person: anna } })
    const errors = [{ pointer: '/name', code: 'passkeys-full', detail: 'Twenty already.' }]
    await api.answer('POST /staff/passkeys/options', problem(422, 'invalid-input', { errors }))
    const shown = element()
    await press(shown, 'Add a passkey')
    await until(() => focused()?.id === 'name')
    await says(shown, 'Twenty already.')
    const [asked] = await api.asked('POST /staff/passkeys/options')
    assert.deepEqual(asked?.body, {})
    await accessible(shown)
  })

  it('offers a passkey beside the code when the account has one, and says so when none was used', async () => {
    const passkey = { challenge: 'AAAA', rpId: 'elsewhere.test', allowCredentials: [], userVerification: 'required' }
    await api.answer('POST /staff/session', problem(401, 'second-factor-required', { passkey, hasApp: false }))
    const shown = element()
    await type(shown, 'email', 'anna@town.example')
    await type(shown, 'password', 'a secret of hers')
    submit(shown)
    await says(shown, 'One of your recovery codes.')
    await press(shown, 'Sign in with a passkey')
    await says(shown, 'No passkey was used')
    await accessible(shown)
  })

  it('asks to sign in again for what needs it, and says so', async () => {
    await api.answer('GET /staff/session', { body: { person: anna } })
    await api.answer('POST /staff/totp', problem(401, 'sign-in-again'))
    const shown = element()
    await press(shown, 'Turn on')
    await says(shown, 'Detail of sign-in-again.')
    assert.equal(find<HTMLInputElement>(shown, '#email').value, 'anna@town.example')
  })

  it('lists where the person is signed in, and ends it there', async () => {
    await api.answer('GET /staff/session', { body: { person: anna } })
    await api.answer('DELETE /staff/sessions/2', { status: 204, body: '' })
    const shown = element()
    await says(shown, 'Unknown browser')
    await api.answer('GET /staff/sessions', { body: { items: [session] } })
    await press(shown, 'Sign out there')
    await says(shown, 'Signed out there.')
    await until(() => !text(shown).includes('Unknown browser'))
  })
})

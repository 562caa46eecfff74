/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { Poll } from '../../../sdk/polls.js'
import type { VmesteSignIn } from '../../../widgets/identity/sign-in.js'
import type { VmestePoll } from '../../../widgets/poll/poll.js'
import '../../../widgets/poll/define.js'
import { accessible, find, findAll, focused, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Reply, type Stub, stub } from '../shared/stub.js'

const poll: Poll = {
  id: 'park',
  title: 'Which park first?',
  description: '',
  status: 'open',
  opensAt: '2026-01-01T09:00:00Z',
  closesAt: '2126-01-31T09:00:00Z',
  identity: 'resident',
  results: 'after_close',
  isChangeable: false,
  isPlain: true,
  questions: [
    { id: 'where', type: 'single', title: 'Where?', required: true, options: [{ id: 'north', title: 'North' }] },
  ],
}
const TOKEN = `vmr_${'a'.repeat(43)}`
const wanted = problem(428, 'identity-required', { ways: ['email'] })
const accepted: Reply = { status: 201, body: { poll: 'park', accepted: true, results: null } }
const sent: Reply = { status: 201, body: { expiresAt: '2126-01-01T00:00:00Z' } }
const session: Reply = { status: 201, body: { token: TOKEN, expiresAt: '2126-01-01T00:00:00Z', resident: {} } }

describe('a resident is asked who they are', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET /polls/park', { body: poll })
    await api.answer('POST /polls/park/ballots', wanted, accepted)
    await api.answer('POST /residents/codes', sent)
    await api.answer('POST /residents/sessions', session)
  })
  afterEach(tidy)

  const vote = async (language = 'en') => {
    const shown = show<VmestePoll>(
      `<vmeste-poll api="${location.origin}" organization="${api.organization}" poll="park" lang="${language}"></vmeste-poll>`,
    )
    ;(await until(() => find<HTMLInputElement>(shown, '[value=north]'))).click()
    await shown.updateComplete
    find(shown, '.primary').click()
    return shown
  }
  const dialogue = async (shown: VmestePoll) => {
    const found = await until(() => find<VmesteSignIn>(shown, 'vmeste-sign-in'))
    await until(() => find<HTMLDialogElement>(found, 'dialog').open)
    return found
  }
  const type = async (into: VmesteSignIn, selector: string, value: string) => {
    const input = await until(() => find<HTMLInputElement>(into, selector))
    input.value = value
    input.dispatchEvent(new Event('input'))
    find(into, '.primary').click()
  }

  for (const [language, words] of Object.entries({
    en: ['Confirm that it is you', 'One vote per person', 'Code from the mail'],
    ru: ['Подтвердите, что это вы', 'Один голос от человека', 'Код из письма'],
    ar: ['أكّد أنك أنت', 'صوت واحد لكل شخص', 'الرمز من الرسالة'],
  })) {
    it(`accessibly, in their language (${language})`, async () => {
      const shown = await vote(language)
      const asking = await dialogue(shown)
      await says(asking, words[0] ?? '')
      assert.include(text(shown), words[1] ?? '')
      await accessible(shown)
      await type(asking, '#email', 'nobody')
      await until(() => find(asking, '[aria-invalid=true]'))
      await accessible(shown)
      await type(asking, '#email', 'anna@mail.test')
      await says(asking, words[2] ?? '')
      await accessible(shown)
    })
  }

  it('by the keyboard alone: the address, the code of the mail, and the vote is counted', async () => {
    const shown = await vote()
    const signedIn = new Promise<CustomEvent>((resolve) =>
      document.addEventListener('vmeste-signed-in', (event) => resolve(event as CustomEvent), { once: true }),
    )
    const asking = await dialogue(shown)
    await until(() => focused()?.id === 'email')
    await sendKeys({ type: 'anna@mail.test' })
    await sendKeys({ press: 'Enter' })
    await until(() => focused()?.id === 'code')
    await says(asking, 'Six digits were sent to anna@mail.test')
    await sendKeys({ type: '123 456' })
    await sendKeys({ press: 'Enter' })
    await says(shown, 'Your vote is counted')
    assert.deepEqual((await signedIn).detail, { organization: api.organization })
    assert.equal(findAll(shown, 'vmeste-sign-in').length, 0)

    const [codes, sessions, ...ballots] = [
      ...(await api.asked('POST /residents/codes')),
      ...(await api.asked('POST /residents/sessions')),
      ...(await api.asked('POST /polls/park/ballots')),
    ]
    assert.deepEqual(codes?.body, { email: 'anna@mail.test' })
    assert.deepEqual(sessions?.body, { email: 'anna@mail.test', code: '123456' })
    assert.deepEqual(
      ballots.map(({ headers, body }) => [headers['vmeste-resident'], (body as { answers: object }).answers]),
      [
        [undefined, { where: 'north' }],
        [TOKEN, { where: 'north' }],
      ],
    )
    assert.equal(ballots[0]?.headers['idempotency-key'], ballots[1]?.headers['idempotency-key'])
    assert.equal(localStorage.getItem(`vmeste:resident:${api.organization}`), JSON.stringify(TOKEN))
  })

  it('once: the session goes with what is written later', async () => {
    localStorage.setItem(`vmeste:resident:${api.organization}`, JSON.stringify(TOKEN))
    await api.answer('POST /polls/park/ballots', accepted)
    await says(await vote(), 'Your vote is counted')
    const [ballot] = await api.asked('POST /polls/park/ballots')
    assert.equal(ballot?.headers['vmeste-resident'], TOKEN)
  })

  it('and may mistype, be told so at the field, and ask for another code', async () => {
    const errors = [{ pointer: '/code', code: 'wrong-code', detail: 'This code is wrong.' }]
    await api.answer('POST /residents/sessions', problem(422, 'invalid-input', { errors }), session)
    const shown = await vote()
    const asking = await dialogue(shown)
    await type(asking, '#email', 'anna@mail.test')
    await type(asking, '#code', '12')
    await says(asking, 'six digits')
    assert.equal((await api.asked('POST /residents/sessions')).length, 0)
    await type(asking, '#code', '111111')
    await says(asking, 'This code is wrong.')
    await until(() => focused()?.id === 'code')
    find(asking, 'p > .quiet:only-child').click()
    await until(() => focused()?.id === 'email')
    await type(asking, '#email', 'anna@mail.test')
    await type(asking, '#code', '222222')
    await says(shown, 'Your vote is counted')
  })

  it('or not: closed by Escape, what was chosen is still there to be sent', async () => {
    const shown = await vote()
    await dialogue(shown)
    await sendKeys({ press: 'Escape' })
    await says(shown, 'Detail of identity-required.')
    assert.equal(findAll(shown, 'vmeste-sign-in').length, 0)
    assert.equal(find<HTMLInputElement>(shown, '[value=north]').checked, true)
    await api.answer('POST /polls/park/ballots', wanted, accepted)
    find(shown, '.primary').click()
    const again = await dialogue(shown)
    await type(again, '#email', 'anna@mail.test')
    await type(again, '#code', '123456')
    await says(shown, 'Your vote is counted')
  })

  it('or the website tells who they are, unseen: its page is asked when it is wanted', async () => {
    await api.answer(
      'POST /polls/park/ballots',
      problem(428, 'identity-required', { ways: ['site', 'email'] }),
      accepted,
    )
    const tell = (event: Event) => (event as CustomEvent).detail.identify(Promise.resolve('signed by the site'))
    document.addEventListener('vmeste-sign-in-wanted', tell, { once: true })
    const shown = await vote()
    await says(shown, 'Your vote is counted')
    const [asked] = await api.asked('POST /residents/sessions')
    assert.deepEqual(asked?.body, { token: 'signed by the site' })
    assert.equal((await api.asked('POST /polls/park/ballots'))[1]?.headers['vmeste-resident'], TOKEN)
    assert.equal(findAll(shown, 'vmeste-sign-in').length, 0)
  })

  it('and where the website does not know either, they are told to sign in there', async () => {
    await api.answer('POST /polls/park/ballots', problem(428, 'identity-required', { ways: ['site'] }))
    document.addEventListener('vmeste-sign-in-wanted', (event) => (event as CustomEvent).detail.identify(null), {
      once: true,
    })
    const shown = await vote()
    const asking = await dialogue(shown)
    await says(asking, 'sign in here, then send again')
    await accessible(shown)
    find(asking, 'button').click()
    await says(shown, 'Detail of identity-required.')
  })

  it('or they sign in elsewhere, in a window of its own that tells this page alone', async () => {
    await api.answer('POST /polls/park/ballots', problem(428, 'identity-required', { ways: ['oidc'] }), accepted)
    // Stands in for the window that opens: a frame, since a test may open none.
    const frame = document.createElement('iframe')
    document.querySelector('main')?.append(frame)
    const opened: string[] = []
    const open = window.open
    window.open = (address) => {
      opened.push(String(address))
      return frame.contentWindow
    }
    try {
      const shown = await vote()
      const asking = await dialogue(shown)
      await says(asking, 'your account elsewhere')
      await accessible(shown)
      find(asking, '.primary').click()
      const query = new URLSearchParams({ origin: location.origin })
      assert.deepEqual(opened, [`${location.origin}/o/${api.organization}/oidc?${query}`])
      // From another window than the one opened: not listened to.
      window.postMessage({ vmeste: 'signed-in', code: 'not mine' }, location.origin)
      const script = frame.contentDocument?.createElement('script')
      if (script) script.textContent = `parent.postMessage({ vmeste: 'signed-in', code: 'the code' }, '*')`
      frame.contentDocument?.body.append(script ?? '')
      await says(shown, 'Your vote is counted')
      assert.deepEqual(
        (await api.asked('POST /residents/sessions')).map(({ body }) => body),
        [{ exchange: 'the code' }],
      )
    } finally {
      window.open = open
      frame.remove()
    }
  })

  it('and is told when no mail can be sent', async () => {
    await api.answer('POST /residents/codes', problem(501, 'mail-not-configured'))
    const asking = await dialogue(await vote())
    await type(asking, '#email', 'anna@mail.test')
    await says(asking, 'Detail of mail-not-configured.')
    await until(() => focused()?.id === 'email')
  })
})

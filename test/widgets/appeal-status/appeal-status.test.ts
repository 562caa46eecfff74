/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { Appeal, ResidentAppeal } from '../../../sdk/appeals.js'
import type { VmesteAppealStatus } from '../../../widgets/appeal-status/appeal-status.js'
import '../../../widgets/appeal-status/define.js'
import { accessible, find, findAll, focused, pause, read, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Reply, type Stub, stub } from '../shared/stub.js'
import { photo, plan } from './photo.js'

const secret = `${'k'.repeat(42)}1`
const outline = {
  number: 1042,
  category: { code: 'no-heating', name: 'No heating' },
  campaign: null,
  receivedAt: '2026-11-20T08:00:00Z',
  deadline: '2126-11-27T18:59:59Z',
  isOverdue: false,
  answeredAt: null,
  closedAt: null,
  registerBy: null,
  supporters: 0,
  erasedAt: null,
  responsible: null,
  answer: null,
  ratingScore: null,
  version: 1,
}
const received = {
  type: 'received',
  status: 'received',
  at: '2026-11-20T08:00:00Z',
  by: 'resident',
  text: null,
  responsible: null,
} as const
const open: Appeal = {
  ...outline,
  view: 'public',
  status: 'received',
  description: null,
  place: null,
  history: [received],
}
const own: ResidentAppeal = {
  ...outline,
  view: 'resident',
  feed: '/v1/organizations/hanty/feeds/token?lang=en',
  status: 'answered',
  version: 3,
  description: 'It is cold\nin the whole house.',
  place: { address: '5 Peace street', latitude: null, longitude: null },
  responsible: 'The heating works',
  answer: 'It is warm again.',
  answeredAt: '2026-11-21T08:00:00Z',
  history: [
    received,
    {
      type: 'transitioned',
      status: 'assigned',
      at: '2026-11-20T09:00:00Z',
      by: 'organization',
      text: 'They come at nine.',
      responsible: 'The heating works',
    },
    {
      type: 'transitioned',
      status: 'answered',
      at: '2026-11-21T08:00:00Z',
      by: 'organization',
      text: 'It is warm again.',
      responsible: null,
    },
  ],
  attachments: [],
  supporterRatings: { count: 0, average: null },
  answers: { extent: 'house', since: '2026-11-19', gone: 'An answer' },
  contact: { name: null, email: null, phone: null },
  mergedInto: null,
  parent: null,
  parts: [],
  canRate: true,
  transitions: [{ to: 'disputed', requires: ['text'] }],
}
const rated: ResidentAppeal = { ...own, canRate: false, ratingScore: 4, version: 4 }
const contact = { name: 'none', email: 'none', phone: 'none' }
const classifier = {
  groups: [
    {
      code: 'housing',
      name: 'Housing',
      categories: [
        {
          code: 'no-heating',
          name: 'No heating',
          kind: 'message',
          deadline: null,
          place: 'required',
          contact,
          questions: [
            {
              id: 'extent',
              type: 'choice',
              label: 'Where it is cold',
              required: true,
              options: [{ id: 'house', label: 'In the whole house' }],
            },
            { id: 'since', type: 'date', label: 'Since when', required: false },
          ],
        },
      ],
    },
  ],
}

describe('<vmeste-appeal-status>', () => {
  let api: Stub
  beforeEach(async () => {
    api = stub()
    await api.answer('GET ', { body: { timeZone: 'Asia/Yekaterinburg', consent: { text: 'I agree.' } } })
    await api.answer('GET /categories', { body: classifier })
    await api.answer('GET /events', problem(403, 'forbidden'))
  })
  afterEach(async () => {
    history.replaceState(null, '', address)
    sessionStorage.clear()
    await tidy()
  })

  const address = location.href
  const element = (attributes = '') =>
    show<VmesteAppealStatus>(
      `<vmeste-appeal-status api="${location.origin}" organization="${api.organization}" ${attributes}><a href="#way-out">Call us</a></vmeste-appeal-status>`,
    )
  const answers = (...replies: (Reply | Appeal)[]) =>
    api.answer('GET /appeals/1042', ...replies.map((reply): Reply => ('view' in reply ? { body: reply } : reply)))
  const link = (key = secret) => `${location.origin}/o/${api.organization}/appeals/1042#${key}`
  /** As from the page a private link leads to. */
  const byLink = (key = secret, attributes = 'number="1042"') => {
    history.replaceState(null, '', link(key))
    return element(attributes)
  }
  const type = async (shown: VmesteAppealStatus, id: string, value: string) => {
    const input = await until(() => find<HTMLInputElement>(shown, `#${id}`))
    input.value = value
    input.dispatchEvent(new Event('input'))
    await shown.updateComplete
  }
  const press = (shown: VmesteAppealStatus, selector = 'button.primary') =>
    find<HTMLButtonElement>(shown, selector).click()
  const ratings = () => api.asked('POST /appeals/1042/rating')
  const chosen = (shown: VmesteAppealStatus, score: number) => find<HTMLInputElement>(shown, `[value="${score}"]`)

  for (const [language, words] of Object.entries({
    en: {
      title: 'Where is my appeal',
      failed: 'could not be loaded',
      digits: 'in digits',
      unknown: 'no appeal with this',
      secret: 'Open with the secret',
      answered: 'Answered',
      choose: 'choose 1 to 5',
      thanks: 'Thank you',
      overdue: 'Overdue',
      declined: 'Declined',
      erased: 'were erased on',
    },
    ru: {
      title: 'Что с моим',
      failed: 'Не удалось',
      digits: 'цифрами',
      unknown: 'номером нет',
      secret: 'Открыть по секрету',
      answered: 'Дан ответ',
      choose: 'от 1 до 5',
      thanks: 'Спасибо',
      overdue: 'Срок прошёл',
      declined: 'Отклонено',
      erased: 'Удалено',
    },
    ar: {
      title: 'أين وصل',
      failed: 'تعذّر',
      digits: 'بالأرقام',
      unknown: 'لا يوجد بلاغ',
      secret: 'فتح بالرمز',
      answered: 'تم الرد',
      choose: 'من 1 إلى 5',
      thanks: 'شكرًا',
      overdue: 'تأخر',
      declined: 'مرفوض',
      erased: 'حُذف النص',
    },
  })) {
    describe(`axe finds nothing, in ${language}, when it`, () => {
      const lang = `lang="${language}"`
      const numbered = `${lang} number="1042"`

      it('asks for a number, and when that is wrong or unknown', async () => {
        const shown = element(lang)
        await says(shown, words.title)
        await accessible(shown)
        press(shown)
        await says(shown, words.digits)
        await accessible(shown)
        await type(shown, 'number', '7')
        press(shown)
        await says(shown, words.unknown)
        await accessible(shown)
      })

      it('is loading', async () => {
        await answers({ delay: 2000, body: open })
        const shown = element(numbered)
        await until(() => find(shown, '.root[lang] [aria-busy=true]'))
        await accessible(shown)
      })

      it('cannot be loaded', async () => {
        await answers({ drop: true })
        const shown = element(numbered)
        await says(shown, words.failed)
        await accessible(shown)
      })

      it('shows what is public, and that a secret is wrong', async () => {
        await answers(open)
        const shown = element(numbered)
        await says(shown, words.secret)
        await accessible(shown)
        await answers(problem(401, 'wrong-secret'), open)
        find<HTMLDetailsElement>(shown, 'details').open = true
        await type(shown, 'secret', secret)
        press(shown)
        await says(shown, 'Detail of wrong-secret.')
        await accessible(shown)
      })

      it('is overdue, and declined', async () => {
        await answers({ ...open, isOverdue: true })
        const shown = element(numbered)
        await says(shown, words.overdue)
        await accessible(shown)
        await answers({ ...own, status: 'declined', canRate: false })
        const other = byLink(secret, numbered)
        await says(other, words.declined)
        await accessible(other)
      })

      it('is erased: there is no answer to be read below', async () => {
        await answers({ ...open, status: 'answered', erasedAt: '2026-11-25T08:00:00Z' })
        const shown = element(numbered)
        await says(shown, words.erased)
        assert.lengthOf([...(shown.shadowRoot?.querySelectorAll('.track + .text') ?? [])].map(String), 0)
        await accessible(shown)
      })

      it('is answered, not rated, and rated', async () => {
        await answers({
          ...own,
          attachments: [photo, plan],
        })
        const shown = byLink(secret, numbered)
        await says(shown, words.answered)
        await accessible(shown)
        press(shown)
        await says(shown, words.choose)
        await accessible(shown)
        await api.answer('POST /appeals/1042/rating', { status: 201, body: rated })
        chosen(shown, 4).click()
        press(shown)
        await says(shown, words.thanks)
        await accessible(shown)
      })
    })
  }

  const question = { type: 'transitioned', at: '2026-11-21T08:00:00Z', by: 'organization', responsible: null } as const
  const asked: ResidentAppeal = {
    ...own,
    status: 'waiting',
    answer: null,
    answeredAt: null,
    canRate: false,
    history: [received, { ...question, status: 'waiting', text: 'Which flat is cold?' }],
    transitions: [{ to: 'in_progress', requires: ['text'] }],
  }
  const replied: ResidentAppeal = {
    ...asked,
    status: 'in_progress',
    history: [...asked.history, { ...question, by: 'resident', status: 'in_progress', text: 'The fifth' }],
    transitions: [],
  }
  const responses = () => api.asked('POST /appeals/1042/transitions')

  it('asks what the organization needs to know, and the reply goes by the secret', async () => {
    await answers(asked)
    await api.answer('POST /appeals/1042/transitions', { body: replied })
    const shown = byLink()
    await says(shown, 'Which flat is cold?')
    await says(shown, 'The clock stands until you reply')
    await accessible(shown)
    press(shown)
    await says(shown, 'Please write it here')
    assert.equal(focused()?.id, 'response')
    await accessible(shown)
    await type(shown, 'response', 'The fifth')
    press(shown)
    await says(shown, 'Work goes on')
    assert.equal(focused()?.className, 'notice good thanks')
    await says(shown, 'From the resident: The fifth')
    const [sent] = await responses()
    assert.deepEqual(sent?.body, { to: 'in_progress', text: 'The fifth' })
    assert.equal(sent?.headers.authorization, `Bearer ${secret}`)
    await accessible(shown)
  })

  const choosePhoto = (shown: VmesteAppealStatus, name = 'flat.jpg', type = 'image/jpeg') => {
    const input = find<HTMLInputElement>(shown, '#enclosures')
    const given = new DataTransfer()
    given.items.add(new File(['a photo'], name, { type }))
    input.files = given.files
    input.dispatchEvent(new Event('change'))
  }

  it('shows what goes along with the question, and sends photos along with the reply once they have arrived', async () => {
    const history = asked.history.map((entry) => (entry.text ? { ...entry, attachments: [plan] } : entry))
    await answers({ ...asked, history })
    await api.answer('POST /attachments', { body: { ...photo, id: 'flat', fileName: 'flat.jpg' }, delay: 300 })
    await api.answer('POST /appeals/1042/transitions', { body: replied })
    const shown = byLink()
    await says(shown, 'plan.pdf')
    await type(shown, 'response', 'This one')
    choosePhoto(shown, 'flat.heic', 'image/heic')
    await says(shown, 'flat.heic: Not accepted')
    await accessible(shown)
    choosePhoto(shown)
    await says(shown, 'flat.jpg Uploading')
    await accessible(shown)
    press(shown)
    await says(shown, 'Work goes on')
    const [sent] = await responses()
    assert.deepEqual(sent?.body, { to: 'in_progress', text: 'This one', attachments: ['flat'] })
    // The secret says who it is, where the organization asks.
    const [uploaded] = await api.asked('POST /attachments')
    assert.match(`${uploaded?.headers.authorization}`, /^Bearer ./)
  })

  it('keeps in this tab what was uploaded, and sends no reply without the photo that did not arrive', async () => {
    await answers(asked)
    await api.answer(
      'POST /attachments',
      { body: { ...photo, id: 'flat', fileName: 'flat.jpg' } },
      { ...problem(415, 'unsupported-file'), delay: 300 },
    )
    const first = byLink()
    await says(first, 'Which flat is cold?')
    choosePhoto(first)
    await says(first, 'flat.jpg Remove')
    first.remove()
    const shown = byLink()
    await says(shown, 'flat.jpg Remove')
    await type(shown, 'response', 'This one')
    choosePhoto(shown, 'odd.jpg')
    press(shown)
    await says(shown, 'odd.jpg: Detail of unsupported-file.')
    assert.isEmpty(await responses())
    find(shown, '[aria-label="Remove: flat.jpg"]').click()
    await until(() => !text(shown).includes('flat.jpg'))
  })

  it('shows what goes along with the answer beside it, and not once more in the history', async () => {
    const history = own.history.map((entry) => (entry.text === own.answer ? { ...entry, attachments: [plan] } : entry))
    await answers({ ...own, history })
    const shown = byLink()
    await says(shown, 'plan.pdf')
    assert.equal(text(shown).split('plan.pdf').length, 2)
    assert.equal(find(shown, '.answer').nextElementSibling?.className, 'files')
    await accessible(shown)
  })

  it('lets the resident disagree with an answer, and loses nothing of it when the network is gone', async () => {
    await answers(rated)
    const disputed: ResidentAppeal = { ...rated, status: 'disputed', transitions: [] }
    await api.answer('POST /appeals/1042/transitions', ...Array(3).fill({ status: 503 }), { body: disputed })
    const shown = byLink()
    const details = await until(() => find<HTMLDetailsElement>(shown, 'details'))
    assert.equal(details.open, false)
    details.open = true
    await type(shown, 'response', 'It is cold again')
    find<HTMLButtonElement>(shown, 'details button').click()
    await says(shown, 'What you wrote is kept')
    assert.equal(find<HTMLTextAreaElement>(shown, '#response').value, 'It is cold again')
    find<HTMLButtonElement>(shown, 'details button').click()
    await says(shown, 'Answer disputed')
    const sent = await responses()
    assert.equal(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size, 1)
    assert.deepEqual(sent.at(-1)?.body, { to: 'disputed', text: 'It is cold again' })
  })

  it('shows the resident all, by the link of the page', async () => {
    await answers(own)
    const shown = byLink()
    await says(shown, 'Appeal no. 1042')
    const said = text(shown)
    for (const words of [
      'Answered',
      'It is warm again.',
      'The heating works',
      'They come at nine.',
      'in the whole house',
      '5 Peace street',
    ])
      assert.include(said, words)
    assert.deepEqual(findAll(shown, 'dl div').map(read), [
      'Place 5 Peace street',
      'Where it is cold In the whole house',
      'Since when November 19, 2026',
      'gone An answer',
    ])
    assert.deepEqual(findAll(shown, '.timeline b').map(read), ['Answered', 'Assigned', 'Received'])
    assert.equal(said.split('It is warm again.').length, 2)
  })

  it('leaves the secret in the address, and sends it nowhere but in a header', async () => {
    await answers(own)
    await api.answer('POST /appeals/1042/rating', { status: 201, body: rated })
    const shown = byLink()
    await says(shown, 'Answered')
    chosen(shown, 4).click()
    press(shown)
    await says(shown, 'Thank you!')
    assert.equal(location.hash, `#${secret}`)
    const asked = await api.asked()
    assert.isAbove(asked.length, 2)
    for (const { path, query, body, headers } of asked) {
      const { authorization, ...others } = headers
      assert.notInclude(JSON.stringify({ path, query, body, others }), secret)
      assert.include([undefined, `Bearer ${secret}`], authorization)
    }
    const stored = { ...localStorage, ...sessionStorage }
    assert.notInclude(JSON.stringify(stored), secret)
  })

  it('follows another private link opened in the same tab', async () => {
    await answers(problem(401, 'wrong-secret'), open, own)
    const shown = byLink('x'.repeat(43))
    await says(shown, 'Detail of wrong-secret.')
    location.hash = secret
    await says(shown, 'It is warm again.')
  })

  it('pays no heed to the link of another appeal or organization', async () => {
    await answers(open)
    history.replaceState(null, '', `/o/${api.organization}/appeals/7#${secret}`)
    await says(element('number="1042"'), 'Received')
    history.replaceState(null, '', `/o/elsewhere/appeals/1042#${secret}`)
    await says(element('number="1042"'), 'Received')
    assert.isTrue((await api.asked()).every(({ headers }) => !headers.authorization))
  })

  it('takes number and secret out of a link pasted, and opens by them', async () => {
    await answers(own)
    const shown = element()
    await type(shown, 'number', `  ${link()} `)
    await says(shown, 'Number and secret are taken from the link.')
    assert.equal(find<HTMLInputElement>(shown, '#number').value, '1042')
    assert.equal(find<HTMLInputElement>(shown, '#secret').value, secret)
    press(shown)
    await says(shown, 'It is warm again.')
    await until(() => focused()?.localName === 'h2')
    press(shown, '.quiet')
    await says(shown, 'Where is my appeal?')
    assert.equal(find<HTMLInputElement>(shown, '#secret').value, '')
  })

  it('refuses the link of another organization, and half a secret, at the field', async () => {
    const shown = element()
    await type(shown, 'number', `https://elsewhere/o/elsewhere/appeals/7#${secret}`)
    await says(shown, 'belongs to another organization')
    await type(shown, 'number', '1042')
    await type(shown, 'secret', 'half')
    press(shown)
    await says(shown, 'Copy it whole')
    await until(() => focused()?.id === 'secret')
    assert.isEmpty(await api.asked('GET /appeals'))
  })

  it('says at the number that there is no such appeal, and keeps what was typed', async () => {
    const shown = element()
    await type(shown, 'number', '7')
    press(shown)
    await says(shown, 'There is no appeal with this number.')
    await until(() => focused()?.id === 'number')
    await type(shown, 'number', '1042')
    assert.notInclude(text(shown), 'There is no')
    await answers(open)
    press(shown)
    await says(shown, 'Received')
  })

  it('shows what is public beside a wrong secret, and keeps that to be corrected', async () => {
    await answers(problem(401, 'wrong-secret'), open, own)
    const shown = element()
    await type(shown, 'number', '1042')
    await type(shown, 'secret', 'x'.repeat(43))
    press(shown)
    await says(shown, 'Detail of wrong-secret.')
    assert.include(text(shown), 'Received')
    await until(() => focused()?.id === 'secret')
    assert.equal(find<HTMLInputElement>(shown, '#secret').value, 'x'.repeat(43))
    await type(shown, 'secret', link())
    press(shown)
    await says(shown, 'It is warm again.')
  })

  it('is rated by keyboard alone, and says thanks where the focus is', async () => {
    await answers(own)
    await api.answer('POST /appeals/1042/rating', { status: 201, body: rated })
    const shown = byLink()
    await says(shown, 'Answered')
    await sendKeys({ press: 'Tab' })
    assert.equal((focused() as HTMLInputElement).type, 'radio')
    for (const _ of [2, 3, 4]) await sendKeys({ press: 'ArrowRight' })
    await says(shown, 'Good')
    await sendKeys({ press: 'Tab' })
    await sendKeys({ type: 'Quick' })
    await sendKeys({ press: 'Tab' })
    await sendKeys({ press: 'Enter' })
    await says(shown, 'Rating of the answer: 4 of 5')
    await until(() => focused()?.textContent?.includes('Thank you!'))
    assert.deepEqual(
      (await ratings()).map(({ body }) => body),
      [{ score: 4, comment: 'Quick' }],
    )
    assert.equal(findAll(shown, 'form.rating').length, 0)
  })

  it('keeps a rating begun over a reload of the page, and nothing before or after', async () => {
    await answers(own)
    const shown = byLink()
    await says(shown, 'Answered')
    assert.equal(localStorage.length + sessionStorage.length, 0)
    chosen(shown, 2).click()
    await type(shown, 'comment', 'It is still cold')
    shown.remove()
    const again = byLink()
    await until(() => chosen(again, 2).checked)
    assert.equal(find<HTMLTextAreaElement>(again, '#comment').value, 'It is still cold')
    await api.answer('POST /appeals/1042/rating', { status: 201, body: rated })
    press(again)
    await says(again, 'Thank you!')
    assert.equal(localStorage.length + sessionStorage.length, 0)
  })

  it('asks for a score, at the stars', async () => {
    await answers(own)
    const shown = byLink()
    await says(shown, 'Answered')
    press(shown)
    await says(shown, 'Please choose 1 to 5.')
    await until(() => (focused() as HTMLInputElement).value === '1')
    assert.isEmpty(await ratings())
  })

  it('shows at the comment what is wrong with it, and keeps it', async () => {
    await answers(own)
    const errors = [{ pointer: '/comment', code: 'too_big', detail: 'At most 2000 characters.' }]
    await api.answer('POST /appeals/1042/rating', problem(422, 'invalid-input', { errors }))
    const shown = byLink()
    await until(() => chosen(shown, 5))
    chosen(shown, 5).click()
    await type(shown, 'comment', 'Very long')
    press(shown)
    await says(shown, 'At most 2000 characters.')
    await until(() => focused()?.id === 'comment')
    assert.equal(find<HTMLTextAreaElement>(shown, '#comment').value, 'Very long')
  })

  it('sends a rating whose answer was lost again as the same', async () => {
    await answers(own)
    await api.answer(
      'POST /appeals/1042/rating',
      { status: 503 },
      { status: 503 },
      { status: 503 },
      { status: 201, body: rated },
    )
    const shown = byLink()
    await until(() => chosen(shown, 4))
    chosen(shown, 4).click()
    press(shown)
    await says(shown, 'What you wrote is kept')
    press(shown)
    await says(shown, 'Thank you!')
    const keys = (await ratings()).map(({ headers }) => headers['idempotency-key'])
    assert.equal(keys.length, 4)
    assert.equal(new Set(keys).size, 1)
  })

  it('shows the rating that was given elsewhere meanwhile', async () => {
    await answers(own, rated)
    await api.answer('POST /appeals/1042/rating', problem(409, 'already-rated'))
    const shown = byLink()
    await until(() => chosen(shown, 1))
    chosen(shown, 1).click()
    press(shown)
    await says(shown, 'Detail of already-rated.')
    await says(shown, 'Rating of the answer: 4 of 5')
  })

  it('draws photos that only the secret opens, in their own shape, and enlarges them', async () => {
    await answers({ ...own, attachments: [photo] })
    await api.answer(`GET /attachments/${photo.id}`, { file: photo.file, headers: { 'content-type': 'image/jpeg' } })
    const shown = byLink()
    const thumbnail = await until(() => find<HTMLCanvasElement>(shown, '.photo canvas'))
    assert.equal(thumbnail.width / thumbnail.height, 8 / 6)
    await pause(50)
    assert.isEmpty(await api.asked('GET /attachments'))
    thumbnail.scrollIntoView()
    const isDrawn = (canvas: HTMLCanvasElement) => (canvas.getContext('2d')?.getImageData(2, 2, 1, 1).data[3] ?? 0) > 0
    await until(() => isDrawn(thumbnail))
    const [asked, ...others] = await api.asked('GET /attachments')
    assert.equal(asked?.headers.authorization, `Bearer ${secret}`)
    assert.isEmpty(others)
    assert.equal(find(shown, '.photo').ariaLabel, 'Photo 1 of 1: hole.jpg. Enlarge')
    press(shown, '.photo')
    await until(() => find<HTMLDialogElement>(shown, 'dialog').open && isDrawn(find(shown, 'dialog canvas')))
    await accessible(shown)
    await sendKeys({ press: 'Escape' })
    await until(() => !find<HTMLDialogElement>(shown, 'dialog').open)
    await until(() => focused()?.className === 'photo')
    assert.equal((await api.asked('GET /attachments')).length, 1)
  })

  it('says of a photo that it could not be loaded, asks no more by itself, and again when pressed', async () => {
    await answers({ ...own, attachments: [photo] })
    await api.answer(`GET /attachments/${photo.id}`, problem(404, 'not-found'), { file: photo.file })
    const shown = byLink()
    const thumbnail = await until(() => find(shown, '.photo'))
    thumbnail.scrollIntoView()
    await until(() => find(shown, '.photo .error'))
    await type(shown, 'comment', 'Where is the photo?')
    await pause(100)
    assert.equal((await api.asked('GET /attachments')).length, 1)
    press(shown, '.photo')
    await until(() => findAll(shown, '.photo .error').length === 0)
  })

  it('hands out a document when asked, under its name', async () => {
    await answers({ ...own, attachments: [plan] })
    await api.answer('GET /attachments/plan', { file: photo.file, headers: { 'content-type': 'application/pdf' } })
    const shown = byLink()
    await says(shown, 'plan.pdf Download, 1.2 MB')
    assert.isEmpty(await api.asked('GET /attachments'))
    const saved = new Promise<HTMLAnchorElement>((resolve) => {
      const click = HTMLAnchorElement.prototype.click
      HTMLAnchorElement.prototype.click = function () {
        HTMLAnchorElement.prototype.click = click
        resolve(this)
      }
    })
    press(shown, '.document')
    const { download, href } = await saved
    assert.equal(download, 'plan.pdf')
    assert.isTrue(href.startsWith('blob:'))
  })

  it('shows at once what happens meanwhile, and says it', async () => {
    const changed = `event: appeal.changed\nid: 5\ndata: {"number":1042,"status":"answered"}\n\n`
    await api.answer(
      'GET /events',
      { body: changed, delay: 300, headers: { 'content-type': 'text/event-stream' } },
      problem(403, 'forbidden'),
    )
    await answers(open, { ...open, status: 'registered' })
    const shown = element('number="1042"')
    await until(() => findAll(shown, '[role=status]').some(({ textContent }) => textContent === 'News: Registered.'))
    assert.deepEqual((await api.asked('GET /events'))[0]?.query, { topic: 'appeals/1042' })
  })

  it('offers the way out and another try when the network is gone', async () => {
    await answers({ drop: true })
    const shown = element('number="1042"')
    await says(shown, 'could not be loaded')
    assert.isNotNull(shown.querySelector('a')?.assignedSlot)
    await answers(open)
    press(shown, '.notice button')
    await says(shown, 'Received')
  })
})

/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { PollAdministration } from '../../../sdk/poll-writing.js'
import type { VmestePollBuilder } from '../../../widgets/poll-builder/poll-builder.js'
import '../../../widgets/poll-builder/define.js'
import { accessible, find, findAll, focused, read, says, show, tidy, until } from '../shared/page.js'
import { type Asked, problem, type Stub, stub } from '../shared/stub.js'

const named = (...ids: string[]) => ids.map((id) => ({ id, title: { en: `The ${id}` } }))
const poll = (change: Partial<PollAdministration> = {}): PollAdministration => ({
  id: 'benches',
  status: 'draft',
  version: 1,
  titles: { en: 'Benches', ru: 'Скамейки' },
  descriptions: {},
  questions: [
    { id: 'colour', type: 'single', title: { en: 'Which colour?' }, required: true, options: named('green', 'red') },
    { id: 'why', type: 'text', title: { en: 'Why?' }, required: false },
  ],
  identity: 'device',
  results: 'after_close',
  isChangeable: false,
  isListed: false,
  resultsStep: 5,
  eligibility: null,
  paper: 'none',
  opensAt: '2027-01-11T04:00:00.000Z',
  closesAt: '2027-01-25T13:00:00.000Z',
  ...change,
})
const summaryOf = ({ id, status, version, titles, opensAt, closesAt }: PollAdministration, ballots = 0) => ({
  ...{ id, status, version, titles, opensAt, closesAt, ballots },
})

let api: Stub
const stands = async (...polls: PollAdministration[]) => {
  await api.answer('GET /poll-definitions', { body: { items: polls.map((each) => summaryOf(each, 12)) } })
  for (const each of polls) await api.answer(`GET /polls/${each.id}/definition`, { body: each })
}
beforeEach(async () => {
  api = stub()
  await api.answer('GET ', { body: { name: 'Hanty', languages: ['en', 'ru'], timeZone: 'Asia/Yekaterinburg' } })
  await stands()
})
afterEach(async () => {
  sessionStorage.clear()
  history.replaceState(null, '', ' ')
  await tidy()
})

const element = () => {
  history.replaceState(null, '', `#key=vmeste_${api.organization}_${'a'.repeat(43)}`)
  return show<VmestePollBuilder>(`<vmeste-poll-builder api="${location.origin}"></vmeste-poll-builder>`)
}
const opened = async (hash: string, words: string) => {
  const shown = element()
  await says(shown, 'Polls')
  location.hash = hash
  await says(shown, words)
  return shown
}
const preview = (shown: Element) => until(() => find(shown, 'vmeste-poll-preview'))
const press = (key: string) => sendKeys({ press: key })
const isAt = (id: string) => until(() => focused()?.id === id, `the focus is at ${id}, not ${focused()?.id}`)
const at = async (shown: Element, id: string) => {
  find(shown, `#${id}`).focus()
  await isAt(id)
}
const bodyOf = (asked: Asked | undefined) => (asked?.body ?? {}) as PollAdministration
const typedIn = (shown: Element, id: string) => find<HTMLInputElement>(shown, `#${id}`).value
const alt = async (key: string) => {
  await sendKeys({ down: 'Alt' })
  await press(key)
  await sendKeys({ up: 'Alt' })
}

describe('<vmeste-poll-builder>', () => {
  it('takes a poll from nothing to its publication, with the hands on the keyboard', async () => {
    const shown = element()
    await says(shown, 'There is no poll yet')
    await accessible(shown)
    await at(shown, 'start-one')
    await press('Enter')
    await says(shown, 'Not saved yet')
    await at(shown, 'titles')
    await sendKeys({ type: 'Bänke' })
    assert.equal(typedIn(shown, 'id'), 'banke')
    await at(shown, 'questions-0-title')
    await sendKeys({ type: 'Colour?' })
    await at(shown, 'questions-0-options-0-title')
    await sendKeys({ type: 'Green' })
    await press('Enter')
    await isAt('questions-0-options-1-title')
    await sendKeys({ type: 'Red' })
    await press('Enter')
    await isAt('questions-0-options-2-title')
    await sendKeys({ type: 'Blue' })
    await alt('ArrowUp')
    await isAt('questions-0-options-1-title')
    assert.deepEqual(
      [0, 1, 2].map((index) => typedIn(shown, `questions-0-options-${index}-title`)),
      ['Green', 'Blue', 'Red'],
    )
    // The element that residents see follows, and sends nothing.
    const seen = await preview(shown)
    await says(seen, 'Blue')
    find(seen, 'input').click()
    find(seen, 'form button').click()
    await says(seen, 'This is the preview')

    const pointer = { pointer: '/questions/0/title', code: 'required', detail: 'Say what is asked.' }
    await api.answer('PUT /polls/banke/definition', problem(422, 'invalid-input', { errors: [pointer] }), {
      status: 201,
      body: poll({ id: 'banke' }),
    })
    await stands(poll({ id: 'banke' }))
    await at(shown, 'save')
    await press('Enter')
    await isAt('questions-0-title')
    await says(shown, 'Say what is asked.')
    await accessible(shown)
    await sendKeys({ type: ' Say!' })
    await until(() => !read(find(shown, '.columns')).includes('Say what is asked.'))
    await at(shown, 'save')
    await press('Enter')
    await until(() => location.hash === '#poll=banke')
    await says(shown, 'Saved.')
    const [, sent] = await api.asked('PUT /polls/banke/definition')
    assert.equal(sent?.headers['if-none-match'], '*')
    const body = bodyOf(sent)
    assert.deepInclude(body.questions[0], { type: 'single', title: { en: 'Colour? Say!' } })
    assert.match(body.opensAt, /^\d{4}-\d\d-\d\dT09:00$/)

    await api.answer('POST /polls/banke/publication', { body: poll({ id: 'banke', status: 'scheduled', version: 2 }) })
    await until(() => find(shown, '#act-publish'))
    await at(shown, 'act-publish')
    await press('Enter')
    await isAt('confirm')
    await says(shown, 'January 11, 2027 at 9:00')
    await accessible(shown)
    await press('Tab')
    await press('Enter')
    await says(shown, 'scheduled')
    await isAt('acts')
    assert.equal((await api.asked('POST /polls/banke/publication'))[0]?.headers['if-match'], '"1"')
    for (const asked of await api.asked('POST')) assert.notMatch(asked.path, /ballots$/)
  })

  it('has questions moved, divided into pages and asked on condition, and takes every type', async () => {
    await stands(poll())
    const shown = await opened('#poll=benches', 'What is asked')
    await at(shown, 'questions-1-title')
    await alt('ArrowUp')
    await isAt('questions-0-title')
    assert.equal(typedIn(shown, 'questions-0-title'), 'Why?')
    await at(shown, 'questions-0-down')
    await press('Enter')
    await isAt('questions-1-up')
    for (const details of findAll<HTMLDetailsElement>(shown, 'details')) details.open = true
    find(shown, '#questions-1-page').click()
    await shown.updateComplete
    const condition = find<HTMLSelectElement>(shown, '#questions-1-when-question')
    condition.value = 'colour'
    condition.dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => find(shown, '#questions-1-when-equals'))
    const kinds = ['multiple', 'ranking', 'scale', 'matrix', 'budget', 'number', 'date', 'place']
    for (const kind of kinds) {
      const type = find<HTMLSelectElement>(shown, '#new-type')
      type.value = kind
      type.dispatchEvent(new Event('change', { bubbles: true }))
      await shown.updateComplete
      find(shown, '#add-question').click()
      await until(() => focused()?.id.endsWith('-title'))
    }
    await accessible(shown)
    await api.answer('PUT /polls/benches/definition', { body: poll({ version: 2 }) })
    find(shown, '#save').click()
    await says(shown, 'Saved.')
    const [sent] = await api.asked('PUT /polls/benches/definition')
    const { questions, opensAt } = bodyOf(sent)
    assert.deepEqual(
      questions.map(({ type }) => type),
      ['single', 'text', ...kinds],
    )
    assert.deepInclude(questions[1], { page: 2, when: { question: 'colour', equals: 'green' } })
    // Untouched it is the very moment that was read.
    assert.equal(opensAt, poll().opensAt)
    assert.equal(sent?.headers['if-match'], '"1"')
  })

  it('asks whose is to stay when a colleague has saved meanwhile, and loses nothing by a reload', async () => {
    await stands(poll())
    const shown = await opened('#poll=benches', 'What is asked')
    await at(shown, 'titles')
    await sendKeys({ type: '!' })
    shown.remove()
    const again = await opened('#poll=benches', 'Not saved yet')
    assert.equal(typedIn(again, 'titles'), 'Benches!')
    await stands(poll({ version: 7 }))
    await api.answer('PUT /polls/benches/definition', problem(412, 'changed-meanwhile'), { body: poll({ version: 8 }) })
    find(again, '#save').click()
    await says(again, 'A colleague changed this poll meanwhile')
    await isAt('notice')
    await accessible(again)
    find(again, '#mine').click()
    await says(again, 'Saved.')
    const tags = (await api.asked('PUT /polls/benches/definition')).map(({ headers }) => headers['if-match'])
    assert.deepEqual(tags, ['"1"', '"7"'])
  })

  for (const language of ['en', 'ru', 'ar']) {
    it(`is accessible as a list and with a poll that voters have, which it locks, in ${language}`, async () => {
      document.documentElement.lang = language
      await stands(poll({ status: 'open', isListed: true }), poll({ id: 'old', status: 'closed' }))
      await api.answer('GET /polls/benches/list', { body: { listed: 3 } })
      const shown = element()
      await until(() => findAll(shown, '.polls li').length === 2)
      await accessible(shown)
      find(shown, '.polls a').click()
      await until(() => find(shown, '#locked'))
      assert.isTrue(find<HTMLInputElement>(shown, '#titles').matches(':disabled'))
      await until(() => findAll(shown, '#act-close').length)
      await accessible(shown)
    })
  }

  it('has staff try the poll: a ballot that is no vote, and its count', async () => {
    await stands(poll({ questions: poll().questions.slice(0, 1) }))
    const results = (count: number) => ({
      poll: 'benches',
      ballots: count,
      questions: [
        {
          id: 'colour',
          type: 'single',
          answered: count,
          options: [
            { id: 'green', count },
            { id: 'red', count: 0 },
          ],
        },
      ],
    })
    await api.answer('GET /polls/benches/test-ballots', { body: results(0) })
    await api.answer('POST /polls/benches/test-ballots', { body: { answers: {}, results: results(1) } })
    const shown = await opened('#try=benches', 'Only staff see this page')
    const seen = await preview(shown)
    await says(seen, 'The green')
    await accessible(shown)
    find(seen, 'input').click()
    find(seen, 'form button').click()
    await says(seen, 'Thank you')
    await says(shown, '1 trial ballot')
    const posts = await api.asked('POST')
    assert.deepEqual(
      posts.map(({ path }) => path),
      ['/polls/benches/test-ballots'],
    )
    assert.deepInclude(posts[0]?.body as object, { answers: { colour: 'green' } })
    find(shown, '#again').click()
    await until(() => findAll(shown, 'vmeste-poll-preview').length && find(find(shown, 'vmeste-poll-preview'), 'form'))
  })

  it('takes a photo with its words, who may vote, groups of voters and ballots on paper', async () => {
    await stands(poll())
    const id = 'p'.repeat(43)
    await api.answer('POST /poll-photos', problem(415, 'unsupported-file'), {
      status: 201,
      body: { id, bytes: 9, width: 3, height: 3 },
    })
    const shown = await opened('#poll=benches', 'What is asked')
    const give = () => {
      const data = new DataTransfer()
      data.items.add(new File(['green'], 'green.png', { type: 'image/png' }))
      const input = find<HTMLInputElement>(shown, '#questions-0-options-0-photo-file')
      input.files = data.files
      input.dispatchEvent(new Event('change'))
    }
    give()
    await says(shown, 'Detail of unsupported-file.')
    give()
    await isAt('questions-0-options-0-photo-alt')
    await sendKeys({ type: 'A green bench' })
    const seen = await preview(shown)
    await until(() => findAll(find(seen, 'vmeste-ballot'), `img[alt="A green bench"]`).length)
    assert.include(find<HTMLImageElement>(shown, '.photo img').src, `/poll-photos/${id}`)

    find(shown, '#questions-0-groups').click()
    await until(() => find(shown, '#questions-0-options-1-share'))
    await at(shown, 'questions-0-options-1-share')
    await sendKeys({ type: '4' })
    await at(shown, 'eligibility-minimumAge')
    await sendKeys({ type: '18' })
    find(shown, '#eligibility-territories-add').click()
    await isAt('eligibility-territories-0-title')
    await sendKeys({ type: 'Hanty' })
    const choose = async (field: string, value: string) => {
      const select = find<HTMLSelectElement>(shown, `#${field}`)
      select.value = value
      select.dispatchEvent(new Event('change', { bubbles: true }))
      await shown.updateComplete
    }
    await choose('eligibility-check', 'vouched')
    assert.equal(find<HTMLSelectElement>(shown, '#identity').value, 'resident')
    await at(shown, 'eligibility-territories-0-id')
    await sendKeys({ type: '71871000' })
    await choose('results', 'always')
    await choose('paper', 'confirmed')
    assert.equal(find<HTMLSelectElement>(shown, '#results').value, 'after_close')
    await accessible(shown)

    await api.answer('PUT /polls/benches/definition', { body: poll({ version: 2 }) })
    find(shown, '#save').click()
    await says(shown, 'Saved.')
    const { questions, eligibility, paper, results, identity } = bodyOf((await api.asked('PUT /polls/benches'))[0])
    assert.deepInclude(questions[0], { groups: { minimum: 10 } })
    assert.deepEqual((questions[0] as { options: unknown[] }).options, [
      { id: 'green', title: { en: 'The green' }, photo: { id, alt: { en: 'A green bench' } } },
      { id: 'red', title: { en: 'The red' }, share: 4 },
    ])
    assert.deepEqual([paper, results, identity], ['confirmed', 'after_close', 'resident'])
    assert.deepEqual(eligibility, {
      check: 'vouched',
      minimumAge: 18,
      territories: [{ id: '71871000', title: { en: 'Hanty' } }],
    })
  })

  it('shows staff the results of a closed poll, and what was answered in words', async () => {
    await stands(poll({ status: 'closed' }))
    await api.answer('GET /polls/benches/results', {
      body: { poll: 'benches', ballots: 2, questions: [{ id: 'why', type: 'text', answered: 2 }] },
    })
    await api.answer('GET /polls/benches/words', problem(500, 'internal'), {
      body: { items: ['They are old.'], next: 'a'.repeat(32) },
    })
    const shown = await opened('#poll=benches', 'What is asked')
    find(shown, '[href="#results=benches"]').click()
    await says(shown, 'Results: Benches')
    find(shown, 'details summary').click()
    await says(shown, 'Detail of internal.')
    await accessible(shown)
    find(shown, 'details button').click()
    await says(shown, 'They are old. Show more')
    assert.equal((await api.asked('GET /polls/benches/words'))[1]?.query.question, 'why')
  })

  it('imports a file, saying what is wrong with it, and puts voters on a list', async () => {
    await api.answer(
      'PUT /polls/benches/definition',
      problem(422, 'invalid-input', { errors: [{ pointer: '/questions', code: 'too_small', detail: 'None.' }] }),
      { status: 201, body: poll({ isListed: true }) },
    )
    const shown = element()
    await says(shown, 'Or from a file')
    const give = (selector: string, content: string, name: string) => {
      const data = new DataTransfer()
      data.items.add(new File([content], name))
      const input = find<HTMLInputElement>(shown, selector)
      input.files = data.files
      input.dispatchEvent(new Event('change'))
    }
    give('#file', 'no', 'no.json')
    await says(shown, 'This file is not JSON.')
    give('#file', JSON.stringify(poll()), 'poll.json')
    await says(shown, '/questions: None.')
    await stands(poll({ isListed: true }))
    await api.answer('GET /polls/benches/list', { body: { listed: 1 } })
    await api.answer('POST /polls/benches/list', { body: { listed: 3 } })
    give('#file', JSON.stringify(poll()), 'poll.json')
    await says(shown, '1 person is on the list')
    await accessible(shown)
    give('#voters-file', 'E-mail;Name\nanna@mail.test;Anna\nnobody\n', 'voters.csv')
    await says(shown, '1 line is no e-mail address: 3.')
    give('#voters-file', 'E-mail;Name\nanna@mail.test;Anna\nboris@mail.test\nanna@mail.test\n', 'voters.csv')
    await says(shown, '2 in the file, 2 of them new')
    const [sent] = await api.asked('POST /polls/benches/list')
    assert.deepEqual(sent?.body, { people: [{ email: 'anna@mail.test' }, { email: 'boris@mail.test' }] })
  })
})

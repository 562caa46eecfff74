/// <reference types="mocha" />
import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { Comment, Discussion, Thread } from '../../../sdk/discussions.js'
import type { VmesteDiscussion } from '../../../widgets/discussion/discussion.js'
import '../../../widgets/discussion/define.js'
import { accessible, find, findAll, focused, pause, read, says, show, text, tidy, until } from '../shared/page.js'
import { problem, type Reply, type Stub, stub } from '../shared/stub.js'

const HOUR = 3_600_000
const day = '2026-11-20T09:00:00Z'
const before = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString()

const discussion: Discussion = {
  id: 'embankment',
  title: 'The embankment',
  text: 'What should stay?\nWhat should go?',
  isOpen: true,
  opensAt: '2026-01-01T09:00:00Z',
  closesAt: '2126-01-31T09:00:00Z',
  place: null,
  stage: 'discussing',
  stages: [],
  summary: null,
  outcome: null,
  frozen: null,
  slowMode: 0,
  statements: 'residents',
  draftVersion: null,
  canFollow: false,
  commentCount: 4,
}

/** Ids in the order of time, as the API's are. */
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`

const comment = (number: number, members: Partial<Comment> = {}): Comment => ({
  id: id(number),
  parent: null,
  root: null,
  author: { name: 'Marina', isOfficial: false },
  paragraph: null,
  text: `Comment ${number}`,
  status: 'published',
  reason: null,
  content: null,
  createdAt: before(5),
  editedAt: null,
  isPinned: false,
  isStatement: false,
  reactions: { agree: 0, disagree: 0, unsure: 0 },
  erasedAt: null,
  ...members,
})
const reply = (number: number, to: number, root = to, members: Partial<Comment> = {}) =>
  comment(number, { parent: id(to), root: id(root), text: `Reply ${number}`, ...members })
const thread = (number: number, replies: Comment[] = [], replyCount = replies.length): Thread => ({
  ...comment(number),
  replies,
  replyCount,
})

const official = reply(3, 1, 1, { author: { name: 'A town', isOfficial: true }, text: 'It will be built.' })
const threads = [thread(10), thread(1, [reply(2, 1, 1, { author: { name: null, isOfficial: false } }), official])]
const page = (items: Thread[] = threads, next: string | null = null): Reply => ({ body: { items, next } })

const comments = '/discussions/embankment/comments'
const published = (number: number, members: Partial<Comment> = {}): Reply => ({
  status: 201,
  body: comment(number, { text: 'Mine', author: { name: null, isOfficial: false }, ...members }),
})

describe('<vmeste-discussion>', () => {
  let api: Stub
  beforeEach(() => {
    api = stub()
  })
  afterEach(tidy)

  const open = async (members: Partial<Discussion> = {}, attributes = '', items = page()) => {
    await api.answer('GET /discussions/embankment', { body: { ...discussion, ...members } })
    await api.answer(`GET ${comments}`, items)
    return element(attributes)
  }
  const element = (attributes = '') =>
    show<VmesteDiscussion>(
      `<vmeste-discussion api="${location.origin}" organization="${api.organization}" discussion="embankment" ${attributes}><a href="#way-out">Its own page</a></vmeste-discussion>`,
    )
  /** So many listen, and have read what happened before they did. */
  const listening = async (count = 1) => {
    await until(async () => (await api.streams()) === count)
    await until(async () => (await api.asked(`GET ${comments}`)).length >= 2 * count)
    await pause(50)
  }
  const write = async (shown: VmesteDiscussion, value: string, parent = '') => {
    if (!parent) await beginWriting(shown)
    const field = await until(() => find<HTMLTextAreaElement>(shown, `#t-${parent}`))
    field.value = value
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  /** Unless it has begun. */
  const beginWriting = async (shown: VmesteDiscussion) => {
    const way = await until(() => findAll(shown, '#write, #t-')[0])
    if (way?.id === 'write') way.click()
    await until(() => find(shown, '#t-'))
  }
  const publish = (shown: VmesteDiscussion, parent = '') => find(shown, `#f-${parent} .primary`).click()
  const openReply = async (shown: VmesteDiscussion, number: number) =>
    (await until(() => find(shown, `#r-${id(number)}`))).click()
  const posted = async () => (await api.asked(`POST ${comments}`)).map(({ body }) => body as Record<string, unknown>)
  const stored = () => localStorage.getItem(`vmeste:discussion:${api.organization}/embankment`) ?? ''
  const order = (shown: VmesteDiscussion) => findAll(shown, 'article .text').map(read)
  const button = (shown: VmesteDiscussion, label: string) =>
    until(() => findAll(shown, 'button').find((one) => read(one).includes(label)))

  for (const [language, words] of Object.entries({
    en: {
      publish: 'Publish',
      failed: 'could not be loaded',
      none: 'no open discussion',
      empty: 'No comments yet',
      write: 'write something',
      done: 'Mine',
      closed: 'Closed on',
      opens: 'Opens on',
      new: 'New',
    },
    ru: {
      publish: 'Опубликовать',
      failed: 'Не удалось',
      none: 'обсуждений нет',
      empty: 'Комментариев пока нет',
      write: 'Напишите',
      done: 'Mine',
      closed: 'Завершено',
      opens: 'Начнётся',
      new: 'Новое',
    },
    ar: {
      publish: 'انشر',
      failed: 'تعذّر',
      none: 'لا نقاشات',
      empty: 'لا تعليقات',
      write: 'اكتب',
      done: 'Mine',
      closed: 'انتهى',
      opens: 'يبدأ',
      new: 'جديد',
    },
  })) {
    describe(`axe finds nothing, in ${language}, when it`, () => {
      const lang = `lang="${language}"`

      it('is loading', async () => {
        await api.answer('GET /discussions/embankment', { delay: 2000, body: discussion })
        await api.answer(`GET ${comments}`, page())
        const shown = element(lang)
        await until(() => find(shown, '.root[lang] [aria-busy=true]'))
        await accessible(shown)
      })

      it('cannot be loaded', async () => {
        await api.answer('GET /discussions/embankment', { drop: true })
        await api.answer(`GET ${comments}`, { drop: true })
        const shown = element(lang)
        await says(shown, words.failed)
        await accessible(shown)
      })

      it('has nothing to show', async () => {
        await api.answer('GET /discussions', { body: { items: [], next: null } })
        const shown = element(lang)
        shown.removeAttribute('discussion')
        await says(shown, words.none)
        await accessible(shown)
      })

      it('has no comments', async () => {
        const shown = await open({ commentCount: 0 }, lang, page([]))
        await says(shown, words.empty)
        await accessible(shown)
      })

      it('is read, answered, and then not filled in', async () => {
        const shown = await open({}, lang, page([thread(1, [reply(2, 1), official, reply(4, 2, 1)], 9)], 'next'))
        await openReply(shown, 2)
        await until(() => focused()?.id === `t-${id(2)}`)
        await accessible(shown)
        publish(shown, id(2))
        await says(shown, words.write)
        await accessible(shown)
      })

      it('has been commented', async () => {
        await api.answer(`POST ${comments}`, published(11))
        const shown = await open({}, lang)
        await write(shown, 'Mine')
        publish(shown)
        await says(shown, words.done)
        await accessible(shown)
      })

      it('hears of a new comment', async () => {
        const shown = await open({}, lang)
        await listening()
        await api.tell('comment.published', comment(11))
        await says(shown, words.new)
        await accessible(shown)
      })

      it('is closed, or not yet open', async () => {
        const shown = await open({ isOpen: false, closesAt: '2026-02-01T09:00:00Z' }, lang)
        await says(shown, words.closed)
        await accessible(shown)
        const other = await open({ isOpen: false, opensAt: '2126-01-01T09:00:00Z', commentCount: 0 }, lang, page([]))
        await says(other, words.opens)
        await accessible(other)
      })
    })
  }

  describe('shows', () => {
    it('the discussion and its threads, the newest first, replies in their order', async () => {
      const shown = await open()
      await says(shown, 'The embankment')
      await says(shown, 'Open until January 31, 2126')
      await says(shown, '4 comments')
      assert.deepEqual(order(shown), ['Comment 10', 'Comment 1', 'Reply 2', 'It will be built.'])
      const [asked] = await api.asked(`GET ${comments}`)
      assert.deepEqual(asked?.query, { limit: '20' })
    })

    it('who wrote it and how long ago, with the time itself for machines', async () => {
      const shown = await open()
      const [first, , anonymous] = await until(() => {
        const found = findAll(shown, 'article > :first-child')
        return found.length ? found.map(read) : undefined
      })
      assert.equal(first, 'Marina 5 hours ago')
      assert.equal(anonymous, 'Anonymous 5 hours ago')
      assert.equal(find(shown, 'time').getAttribute('datetime'), threads[0]?.createdAt)
    })

    it('the date of what is older than a week, and "1 minute ago" for what was just written', async () => {
      const old = { ...thread(1), createdAt: '2026-01-02T12:00:00Z' }
      const shown = await open({}, '', page([{ ...thread(2), createdAt: before(-0.01) }, old]))
      await says(shown, 'January 2, 2026')
      await says(shown, '1 minute ago')
    })

    it('what speaks for the organization, in words as well as by looks', async () => {
      const shown = await open()
      const answer = await until(() => find(shown, '.official'))
      assert.include(read(answer), 'A town Official answer 5 hours ago')
      const named = answer.getAttribute('aria-labelledby')
      assert.include(read(find(shown, `#${named}`)), 'Official answer')
    })

    it('whom a reply to a reply answers', async () => {
      const replies = [reply(2, 1), reply(3, 2, 1, { author: { name: 'Oleg', isOfficial: false } })]
      const shown = await open({}, '', page([thread(1, replies)]))
      await says(shown, 'Oleg in reply to Marina')
      assert.equal(text(shown).split('in reply to').length, 2)
    })

    it('what is written as it is written: no markup, no links, each in its own direction', async () => {
      const hostile = '<img src=x onerror=alert(1)> https://example.org\nسلام'
      const shown = await open({}, '', page([{ ...thread(1), text: hostile }]))
      const written = await until(() => find(shown, 'article .text'))
      assert.equal(written.textContent, hostile)
      assert.equal(written.children.length, 0)
      assert.equal(written.dir, 'auto')
    })

    it('the newest open one when none is named', async () => {
      const shown = await open()
      await api.answer('GET /discussions', { body: { items: [discussion], next: null } })
      shown.removeAttribute('discussion')
      await until(async () => (await api.asked('GET /discussions')).some(({ path }) => path === '/discussions'))
      await says(shown, 'Comment 10')
    })

    it('where it stands, what was decided, and why it is paused', async () => {
      const shown = await open({ stage: 'outcome', isOpen: false, outcome: 'Trees', summary: 'Most want trees' })
      await says(shown, 'Outcome')
      assert.match(text(shown), /Outcome Trees Summary Most want trees/)
      await accessible(shown)
      const frozen = { since: '2026-11-24T09:00:00Z', reason: 'Insults' }
      const paused = await open({ isOpen: false, frozen })
      await says(paused, 'Paused by a moderator: Insults')
      assert.notInclude(text(paused), 'Write a comment')
    })

    it('another one when told to, with nothing left of the first', async () => {
      const shown = await open()
      await write(shown, 'About the first')
      await api.answer('GET /discussions/other', { body: { ...discussion, id: 'other', title: 'Another one' } })
      await api.answer('GET /discussions/other/comments', page([]))
      shown.discussion = 'other'
      await says(shown, 'Another one')
      await beginWriting(shown)
      assert.equal(find<HTMLTextAreaElement>(shown, 'textarea').value, '')
      assert.deepEqual(order(shown), [])
    })

    it('the way out and another try when it cannot be loaded', async () => {
      await api.answer(`GET ${comments}`, page())
      await api.answer('GET /discussions/embankment', problem(404, 'not-found'), { body: discussion })
      const shown = element()
      await says(shown, 'Detail of not-found.')
      assert.isNotNull(shown.querySelector('a')?.assignedSlot)
      find(shown, 'button').click()
      await says(shown, discussion.title)
    })
  })

  describe('has more', () => {
    it('threads, and moves the focus to the first of them', async () => {
      const shown = await open({}, '', page(threads, 'further'))
      const more = await button(shown, 'More comments')
      await listening()
      await api.answer(`GET ${comments}`, page([thread(1), thread(0)]))
      more.click()
      await says(shown, 'Comment 0')
      assert.deepEqual(order(shown).slice(-2), ['It will be built.', 'Comment 0'])
      assert.equal(focused()?.id, `c-${id(0)}`)
      assert.notInclude(text(shown), 'More comments')
      assert.equal((await api.asked(`GET ${comments}`)).at(-1)?.query.cursor, 'further')
    })

    it('replies, page after page', async () => {
      const shown = await open({}, '', page([thread(1, [reply(2, 1), reply(3, 1), reply(4, 1)], 7)]))
      const more = await button(shown, '4 more replies')
      await listening()
      const all = [2, 3, 4, 5, 6, 7, 8].map((number) => ({ ...reply(number, 1), replies: [], replyCount: 0 }))
      await api.answer(`GET ${comments}`, page(all.slice(0, 5), 'further'))
      more.click()
      const last = await button(shown, '2 more replies')
      assert.equal(focused()?.id, `c-${id(5)}`)
      await api.answer(`GET ${comments}`, page(all.slice(5)))
      last.click()
      await says(shown, 'Reply 8')
      assert.deepEqual(order(shown), ['Comment 1', ...all.map((one) => one.text)])
      assert.notInclude(text(shown), 'more repl')
      const asked = await api.asked(`GET ${comments}`)
      assert.deepEqual(asked.at(-1)?.query, { limit: '100', thread: id(1), cursor: 'further' })
    })

    it('and says so when that cannot be loaded, with another try', async () => {
      const shown = await open({}, '', page(threads, 'further'))
      const more = await button(shown, 'More comments')
      await listening()
      await api.answer(`GET ${comments}`, problem(422, 'invalid-input'), page([thread(0)]))
      more.click()
      await says(shown, 'Detail of invalid-input.')
      await accessible(shown)
      more.click()
      await says(shown, 'Comment 0')
      assert.notInclude(text(shown), 'Detail of')
    })
  })

  describe('takes a comment', () => {
    it('by keyboard alone, shows it at once, and moves the focus to it', async () => {
      await api.answer(`POST ${comments}`, published(11))
      const shown = await open()
      await until(() => find(shown, '#write'))
      await sendKeys({ press: 'Tab' })
      await sendKeys({ press: 'Enter' })
      await until(() => focused()?.id === 't-')
      await sendKeys({ type: 'Mine' })
      await sendKeys({ press: 'Tab' })
      await sendKeys({ type: 'Lena' })
      await sendKeys({ press: 'Tab' })
      await sendKeys({ press: 'Enter' })
      await until(() => focused()?.id === `c-${id(11)}`)
      assert.equal(order(shown)[0], 'Mine')
      assert.include(text(shown), '5 comments')
      assert.include(find(shown, '[role=status]').textContent, 'Your comment is published.')
      assert.deepEqual(await posted(), [{ text: 'Mine', name: 'Lena', parent: null }])
      assert.equal(find<HTMLTextAreaElement>(shown, '#t-').value, '')
      assert.equal(find<HTMLInputElement>(shown, 'input').value, 'Lena')
    })

    it('which waits for a moderator, and is told so', async () => {
      await api.answer(`POST ${comments}`, published(11, { status: 'waiting' }))
      const shown = await open()
      await listening()
      await write(shown, 'Mine')
      publish(shown)
      await says(shown, 'Thank you. A moderator looks at your comment first.')
      assert.notInclude(order(shown), 'Mine')
      assert.include(text(shown), '4 comments')
      await until(() => focused()?.classList.contains('good'))
      assert.equal(find<HTMLTextAreaElement>(shown, '#t-').value, '')
      await accessible(shown)
    })

    it('in slow mode, and is told when it is sent', async () => {
      await api.answer(`POST ${comments}`, { ...problem(429, 'too-many-requests'), headers: { 'retry-after': '120' } })
      const shown = await open({ slowMode: 180 })
      await write(shown, 'Mine')
      publish(shown)
      await says(shown, /Slow mode: your comment is kept and will be sent by itself at \d/)
      assert.include(stored(), '"key"')
      assert.equal((await posted()).length, 1)
    })

    it('which was refused after it waited: sees why at the next visit, and objects once', async () => {
      const own = {
        comment: comment(11, { text: 'Mine', status: 'refused', reason: 'Off topic' }),
        objection: null,
        canObject: true,
      }
      const objection = { text: 'It is not', at: day, settledAt: null, isGranted: null, answer: '' }
      await api.answer(`GET ${comments}/${id(11)}/objection`, { body: own })
      await api.answer(`POST ${comments}/${id(11)}/objection`, {
        status: 201,
        body: { ...own, objection, canObject: false },
      })
      localStorage.setItem(`vmeste:discussion:${api.organization}/embankment`, JSON.stringify({ awaited: [id(11)] }))
      const shown = await open()
      await says(shown, 'Not published: Off topic')
      const field = find<HTMLTextAreaElement>(shown, `#o-${id(11)} textarea`)
      field.value = 'It is not'
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await accessible(shown)
      find(shown, `#o-${id(11)} .primary`).click()
      await says(shown, 'You objected. Someone other than who decided will look at it')
      const [sent] = await api.asked(`POST ${comments}/${id(11)}/objection`)
      assert.deepEqual(sent?.body, { text: 'It is not' })
      ;(await button(shown, 'Do not show any more')).click()
      await until(() => findAll(shown, 'section').length === 0)
      assert.equal(stored(), '{}')
    })

    it('which a moderator hides: its author sees it whole, and may object', async () => {
      const hidden = { text: '', status: 'hidden', reason: 'Insults' } as const
      localStorage.setItem(
        `vmeste:mine:${api.organization}/embankment`,
        JSON.stringify({ own: [id(12)], reactions: {} }),
      )
      await api.answer(`GET ${comments}/${id(12)}/objection`, {
        body: {
          comment: comment(12, { status: 'hidden', reason: 'Insults' }),
          objection: { text: 'No', at: day, settledAt: day, isGranted: false, answer: 'It insults' },
          canObject: false,
        },
      })
      const shown = await open({}, '', page([{ ...thread(12), ...hidden }, ...threads]))
      await says(shown, 'Hidden by a moderator: Insults')
      find(shown, `#c-${id(12)} .acts button`).click()
      await says(shown, 'it stays as it is: It insults')
      await accessible(shown)
    })

    it('that a moderator hides: its place says why, at once and when read later', async () => {
      const hidden = { text: '', status: 'hidden', reason: 'Insults' } as const
      const shown = await open({}, '', page([{ ...thread(12), ...hidden }, ...threads]))
      await listening()
      await says(shown, 'Hidden by a moderator: Insults')
      assert.throws(() => find(shown, `#r-${id(12)}`))
      await api.tell('comment.changed', reply(2, 1, 1, { text: '', status: 'hidden', reason: 'Off topic' }))
      await says(shown, 'Hidden by a moderator: Off topic')
      await api.tell('comment.changed', reply(2, 1))
      await says(shown, 'Reply 2')
      await accessible(shown)
    })

    it('as the first of all', async () => {
      await api.answer(`POST ${comments}`, published(11))
      const shown = await open({ commentCount: 0 }, '', page([]))
      await says(shown, 'No comments yet')
      await listening()
      await write(shown, 'Mine')
      publish(shown)
      await says(shown, '1 comment')
      assert.deepEqual(order(shown), ['Mine'])
    })

    it('shows it once, whether the stream or the answer tells of it first', async () => {
      await api.answer(`POST ${comments}`, { ...published(11), delay: 300 }, published(12))
      const shown = await open()
      await listening()
      await write(shown, 'Mine')
      publish(shown)
      await api.tell('comment.published', published(11).body)
      await says(shown, 'Your comment is published.')
      await write(shown, 'Mine too')
      publish(shown)
      await until(() => focused()?.id === `c-${id(12)}`)
      await api.tell('comment.published', published(12).body)
      await pause(100)
      assert.deepEqual(order(shown).slice(0, 3), ['Mine', 'Mine', 'Comment 10'])
      assert.include(text(shown), '6 comments')
      assert.notMatch(text(shown), /New\b/)
    })

    it('and tells the page', async () => {
      await api.answer(`POST ${comments}`, published(11))
      const shown = await open()
      const told = new Promise<CustomEvent>((resolve) =>
        document.addEventListener('vmeste-commented', (event) => resolve(event as CustomEvent), { once: true }),
      )
      await write(shown, 'Mine')
      publish(shown)
      const detail = { organization: api.organization, discussion: 'embankment', comment: id(11) }
      assert.deepEqual((await told).detail, detail)
    })

    it('in reply, under the comment, and gives the focus back when it is cancelled', async () => {
      const shown = await open()
      await openReply(shown, 2)
      await until(() => focused()?.id === `t-${id(2)}`)
      assert.equal(find(shown, `#r-${id(2)}`).getAttribute('aria-expanded'), 'true')
      assert.equal(find(shown, `#c-${id(2)}`).nextElementSibling?.id, `f-${id(2)}`)
      ;(await button(shown, 'Cancel')).click()
      await until(() => focused()?.id === `r-${id(2)}`)
      assert.isNull(shown.shadowRoot?.querySelector(`#t-${id(2)}`))
    })

    it('in reply to a reply, and shows it in the thread', async () => {
      await api.answer(`POST ${comments}`, published(11, { parent: id(2), root: id(1) }))
      const shown = await open()
      await openReply(shown, 2)
      await write(shown, 'Mine', id(2))
      publish(shown, id(2))
      await until(() => focused()?.id === `c-${id(11)}`)
      assert.deepEqual(order(shown), ['Comment 10', 'Comment 1', 'Reply 2', 'It will be built.', 'Mine'])
      assert.include((await posted())[0] ?? {}, { text: 'Mine', parent: id(2) })
      assert.isNull(shown.shadowRoot?.querySelector(`#f-${id(2)}`))
    })

    it('in a thread whose replies are not all shown, and counts it once', async () => {
      await api.answer(`POST ${comments}`, published(11, { parent: id(1), root: id(1) }))
      const shown = await open({}, '', page([thread(1, [reply(2, 1)], 5)]))
      await says(shown, '4 more replies')
      await listening()
      await openReply(shown, 1)
      await write(shown, 'Mine', id(1))
      publish(shown, id(1))
      await says(shown, 'Mine')
      await api.tell('comment.published', published(11, { parent: id(1), root: id(1) }).body)
      await pause(100)
      assert.include(text(shown), '4 more replies')
    })

    it('only when something is written, and says so at the field', async () => {
      const shown = await open()
      await write(shown, '  ')
      publish(shown)
      await until(() => focused()?.id === 't-')
      assert.equal(read(find(shown, '#e-')), 'Please write something.')
      assert.equal(find(shown, '#t-').getAttribute('aria-invalid'), 'true')
      assert.deepEqual(await posted(), [])
      await write(shown, 'Now')
      await until(() => read(find(shown, '#e-')) === '')
    })

    it('only once for two clicks', async () => {
      await api.answer(`POST ${comments}`, { ...published(11), delay: 200 })
      const shown = await open()
      await write(shown, 'Mine')
      publish(shown)
      publish(shown)
      await says(shown, 'Your comment is published.')
      assert.equal((await posted()).length, 1)
    })

    it('unless the API finds fault with the name: says so there, keeping what was typed', async () => {
      const errors = [{ pointer: '/name', code: 'reserved', detail: 'That is the town’s name.' }]
      await api.answer(`POST ${comments}`, problem(422, 'invalid-input', { errors }))
      const shown = await open()
      await write(shown, 'Mine')
      publish(shown)
      await until(() => (focused() as HTMLInputElement | null)?.name === 'name')
      assert.equal(read(find(shown, '#n-')), 'That is the town’s name.')
      assert.equal(find<HTMLTextAreaElement>(shown, '#t-').value, 'Mine')
      await accessible(shown)
    })

    it('unless the comment answered is gone: says so, keeping what was typed', async () => {
      const errors = [{ pointer: '/parent', code: 'unknown', detail: 'It is gone.' }]
      await api.answer(`POST ${comments}`, problem(422, 'invalid-input', { errors }))
      const shown = await open()
      await openReply(shown, 2)
      await write(shown, 'Mine', id(2))
      publish(shown, id(2))
      await until(() => focused()?.textContent === 'It is gone.')
      assert.equal(find<HTMLTextAreaElement>(shown, `#t-${id(2)}`).value, 'Mine')
      await accessible(shown)
    })

    for (const parent of ['', id(2)]) {
      it(`unless it closed meanwhile: says so, and gives back what was written ${parent ? 'in reply' : ''}`, async () => {
        await api.answer(`POST ${comments}`, problem(409, 'discussion-not-open'))
        const shown = await open()
        if (parent) await openReply(shown, 2)
        await write(shown, 'Mine', parent)
        const closed = { ...discussion, isOpen: false, closesAt: '2026-02-01T09:00:00Z' }
        await api.answer('GET /discussions/embankment', { body: closed })
        publish(shown, parent)
        await says(shown, 'Closed on')
        await until(() => focused()?.textContent === 'Detail of discussion-not-open.')
        assert.equal(find<HTMLTextAreaElement>(shown, `#t-${parent}`).value, 'Mine')
        await until(async () => (await api.streams()) === 0)
        await accessible(shown)
      })
    }
  })

  describe('lets a reader', () => {
    const at = `${comments}/${id(1)}`
    const counted = { agree: 3, disagree: 0, unsure: 0 }

    it('agree once, sees it counted, as others’ reactions are, and takes it back', async () => {
      await api.answer(`PUT ${at}/reaction`, { body: comment(1, { reactions: counted }) }, { body: comment(1) })
      const shown = await open({}, '', page([thread(1)]))
      await listening()
      const agree = await button(shown, 'Agree')
      agree.click()
      await says(shown, 'Agree 3')
      assert.equal(agree.getAttribute('aria-pressed'), 'true')
      await accessible(shown)
      await api.tell('comment.counted', { id: id(1), reactions: { ...counted, disagree: 2 } })
      await says(shown, 'Disagree 2')
      agree.click()
      await until(() => agree.getAttribute('aria-pressed') === 'false')
      const asked = await api.asked(`PUT ${at}/reaction`)
      assert.deepEqual(
        asked.map(({ body }) => body),
        [{ value: 'agree' }, { value: null }],
      )
    })

    it('report a comment, with the reason', async () => {
      await api.answer(`POST ${at}/flags`, { status: 201, body: { isHidden: false } })
      const shown = await open({}, '', page([thread(1)]))
      ;(await button(shown, 'More')).click()
      ;(await button(shown, 'Report')).click()
      await until(() => focused()?.tagName === 'SELECT')
      find<HTMLSelectElement>(shown, 'form select').value = 'personal'
      await accessible(shown)
      find(shown, `#a-${id(1)} .primary`).click()
      await until(() => read(find(shown, '.unseen')) === 'Thank you. A moderator will look at it.')
      assert.deepEqual((await api.asked(`POST ${at}/flags`))[0]?.body, { reason: 'personal', text: '' })
      await until(() => focused()?.id === `c-${id(1)}`)
    })

    it('change and withdraw what this device wrote, and nothing else', async () => {
      const place = `vmeste:mine:${api.organization}/embankment`
      localStorage.setItem(place, JSON.stringify({ own: [id(1)], reactions: {} }))
      await api.answer(`PATCH ${at}`, { body: comment(1, { text: 'Better', editedAt: before(0) }) })
      await api.answer(`DELETE ${at}`, { body: comment(1, { text: '', status: 'withdrawn' }) })
      const shown = await open({}, '', page([thread(1)]))
      ;(await button(shown, 'More')).click()
      ;(await button(shown, 'Change')).click()
      await until(() => focused()?.tagName === 'TEXTAREA')
      find<HTMLTextAreaElement>(shown, `#a-${id(1)} textarea`).value = 'Better'
      find(shown, `#a-${id(1)} .primary`).click()
      await says(shown, 'Better')
      await says(shown, 'changed')
      ;(await button(shown, 'More')).click()
      ;(await button(shown, 'Withdraw')).click()
      await until(() => focused()?.classList.contains('primary'))
      ;(focused() as HTMLElement).click()
      await says(shown, 'Withdrawn by its author.')
      await accessible(shown)
    })

    it('quote in a reply', async () => {
      const shown = await open({}, '', page([{ ...thread(1), text: 'One\nTwo' }]))
      ;(await button(shown, 'More')).click()
      ;(await button(shown, 'Quote')).click()
      await until(() => focused()?.id === `t-${id(1)}`)
      assert.equal(find<HTMLTextAreaElement>(shown, `#t-${id(1)}`).value, '> One\n> Two\n\n')
    })

    it('choose the order, and goes on in it', async () => {
      const shown = await open({}, '', page([thread(2), thread(1)], 'next'))
      await listening()
      await api.answer(`GET ${comments}`, page([thread(1), thread(2)], 'further'), page([thread(0), thread(3)]))
      const order_ = find<HTMLSelectElement>(shown, 'select')
      order_.value = 'best'
      order_.dispatchEvent(new Event('change'))
      await until(() => order(shown)[0] === 'Comment 1')
      ;(await button(shown, 'More comments')).click()
      await says(shown, 'Comment 3')
      assert.deepEqual(order(shown), ['Comment 1', 'Comment 2', 'Comment 0', 'Comment 3'])
      const asked = await api.asked(`GET ${comments}`)
      assert.include(asked.at(-1)?.query ?? {}, { sort: 'best', cursor: 'further' })
    })

    it('read what is laid out, with links that lead to the web and tell nobody where from', async () => {
      const content = [
        { type: 'quote' as const, of: ['Asked'] },
        {
          type: 'paragraph' as const,
          of: ['See ', { type: 'link' as const, href: 'https://a.test/', of: ['here (a.test)'] }, ' <b>x</b>'],
        },
      ]
      const pinned = [
        comment(9, { text: 'Trees in spring', isPinned: true, author: { name: 'A town', isOfficial: true } }),
      ]
      const shown = await open({ pinned }, '', page([{ ...thread(1), content }]))
      await says(shown, 'Pinned Trees in spring')
      const written = await until(() => find(shown, 'article .text'))
      assert.equal(read(written), 'Asked See here (a.test) <b>x</b>')
      assert.equal(written.querySelector('a')?.rel, 'nofollow ugc noopener noreferrer')
      assert.equal(read(written.querySelector('blockquote') as HTMLElement), 'Asked')
      await accessible(shown)
    })
  })

  describe('keeps', () => {
    it('nothing before the resident acts, and of the comment nothing but its id and the name afterwards', async () => {
      await api.answer(`POST ${comments}`, published(11))
      const shown = await open()
      await says(shown, 'Comment 10')
      await listening()
      assert.equal(localStorage.length, 0)
      assert.deepEqual(await indexedDB.databases(), [])
      assert.equal(document.cookie, '')
      await write(shown, 'Mine')
      assert.include(stored(), 'Mine')
      publish(shown)
      await says(shown, 'Your comment is published.')
      assert.equal(stored(), '{}')
      const place = `${api.organization}/embankment`
      const kept = [`discussion:${place}`, `mine:${place}`, 'device', 'name'].map((key) => `vmeste:${key}`)
      assert.sameMembers(Object.keys(localStorage), kept)
    })

    it('what is written over a reload, in the form it was written in', async () => {
      const drafts = { '': { text: 'Of my own', name: 'Lena' }, [id(2)]: { text: 'In reply', name: 'Lena' } }
      localStorage.setItem(`vmeste:discussion:${api.organization}/embankment`, JSON.stringify(drafts))
      const shown = await open()
      await until(() => find<HTMLTextAreaElement>(shown, `#t-${id(2)}`).value === 'In reply')
      assert.equal(find<HTMLTextAreaElement>(shown, '#t-').value, 'Of my own')
      assert.equal(find<HTMLInputElement>(shown, 'input').value, 'Lena')
      assert.equal(focused(), document.body)
    })

    it('what is written while others write, with the focus and the caret', async () => {
      const shown = await open()
      await openReply(shown, 1)
      await until(() => focused()?.id === `t-${id(1)}`)
      await listening()
      await sendKeys({ type: 'Half a ' })
      await api.tell('comment.published', comment(11))
      await says(shown, 'Comment 11')
      await sendKeys({ type: 'sentence' })
      assert.equal(find<HTMLTextAreaElement>(shown, `#t-${id(1)}`).value, 'Half a sentence')
      assert.equal(focused()?.id, `t-${id(1)}`)
    })

    it('a comment while the network is dead, says so, and sends the same one when it is back', async () => {
      await api.answer(`POST ${comments}`, { drop: true })
      const shown = await open()
      await write(shown, 'Mine')
      publish(shown)
      await says(shown, 'No connection. Your comment is kept')
      await accessible(shown)
      assert.include(stored(), '"key"')
      assert.equal(find<HTMLTextAreaElement>(shown, '#t-').value, 'Mine')
      await api.answer(`POST ${comments}`, published(11))
      publish(shown)
      await says(shown, 'Your comment is published.')
      const sent = await api.asked('POST')
      assert.isAbove(sent.length, 2)
      assert.equal(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size, 1)
    })

    it('a comment that was on its way when the page was left, and sends it', async () => {
      await api.answer(`POST ${comments}`, published(11))
      const drafts = { '': { text: 'Mine', name: 'Lena', key: 'a-key-of-before' } }
      localStorage.setItem(`vmeste:discussion:${api.organization}/embankment`, JSON.stringify(drafts))
      const shown = await open()
      await says(shown, 'Your comment is published.')
      assert.equal(focused(), document.body)
      const [sent] = await api.asked('POST')
      assert.equal(sent?.headers['idempotency-key'], 'a-key-of-before')
      assert.deepEqual(sent?.body, { text: 'Mine', name: 'Lena', parent: null })
      assert.equal(find<HTMLTextAreaElement>(shown, '#t-').value, '')
    })

    it('the focus on the comment, when it is sent unasked and what had the focus goes away', async () => {
      await api.answer(`POST ${comments}`, { ...published(11), delay: 300 })
      const drafts = { [id(1)]: { text: 'Mine', name: 'Lena', key: 'a-key-of-before' } }
      localStorage.setItem(`vmeste:discussion:${api.organization}/embankment`, JSON.stringify(drafts))
      const shown = await open()
      ;(await until(() => find(shown, `#f-${id(1)} .primary`))).focus()
      await says(shown, 'Your comment is published.')
      await until(() => focused()?.id === `c-${id(11)}`)
    })

    it('what is changed while it is sent, as another comment', async () => {
      await api.answer(`POST ${comments}`, { ...published(11), delay: 200 })
      const shown = await open()
      await write(shown, 'Mine')
      publish(shown)
      await write(shown, 'Another')
      await says(shown, 'Your comment is published.')
      assert.equal(find<HTMLTextAreaElement>(shown, '#t-').value, 'Another')
      await api.answer(`POST ${comments}`, published(12))
      publish(shown)
      await until(async () => (await posted()).length === 2)
      const keys = (await api.asked('POST')).map(({ headers }) => headers['idempotency-key'])
      assert.notEqual(keys[0], keys[1])
    })

    it('the name, for the next comment and the next visit', async () => {
      await api.answer(`POST ${comments}`, published(11))
      const first = await open()
      await write(first, 'Mine')
      const name = find<HTMLInputElement>(first, 'input')
      name.value = 'Olga'
      name.dispatchEvent(new InputEvent('input', { bubbles: true }))
      publish(first)
      await says(first, 'Your comment is published.')
      const shown = await open()
      await beginWriting(shown)
      await until(() => find<HTMLInputElement>(shown, 'input').value === 'Olga')
      await openReply(shown, 1)
      await until(() => findAll<HTMLInputElement>(shown, 'input').every(({ value }) => value === 'Olga'))
    })
  })

  describe('hears', () => {
    it('what is written in another, without a reload', async () => {
      await api.answer(`POST ${comments}`, published(11))
      const [one, other] = [await open(), await open()]
      await listening(2)
      await write(one, 'Mine')
      publish(one)
      await says(one, 'Your comment is published.')
      await api.tell('comment.published', published(11).body)
      await says(other, 'Mine')
      assert.equal(order(other)[0], 'Mine')
      assert.include(find(other, '[role=status]').textContent, '1 new comment')
      assert.notMatch(text(one), /New\b/)
      const [asked] = await api.asked('GET /events')
      assert.equal(asked?.query.topic, 'discussions/embankment')
    })

    it('a reply, and counts it where those before it are not shown', async () => {
      const shown = await open({}, '', page([thread(20, [reply(21, 20)]), thread(1, [reply(2, 1)], 5)]))
      await listening()
      await api.tell('comment.published', reply(30, 20))
      await says(shown, 'Reply 30')
      await api.tell('comment.published', reply(31, 1))
      await says(shown, '5 more replies')
      await api.tell('comment.published', reply(32, 999))
      await says(shown, '7 comments')
      assert.deepEqual(order(shown), ['Comment 20', 'Reply 21', 'Reply 30', 'Comment 1', 'Reply 2'])
    })

    it('without moving what is being read', async () => {
      const many = Array.from({ length: 20 }, (_, index) => thread(100 - index))
      const shown = await open({}, '', page(many))
      await says(shown, 'Comment 90')
      await listening()
      const read = find(shown, `#c-${id(90)}`)
      scrollBy(0, read.getBoundingClientRect().top - 20)
      const place = read.getBoundingClientRect().top
      await api.tell('comment.published', comment(101, { text: 'Long\n\n\n\n\n\n\n\n\n' }))
      await says(shown, 'Long')
      await pause(100)
      assert.closeTo(read.getBoundingClientRect().top, place, 1)
      scrollTo(0, 0)
    })

    it('what it missed, when the stream begins and when it begins again', async () => {
      await api.answer('GET /discussions/embankment', { body: discussion })
      await api.answer(`GET ${comments}`, page(), page([thread(11), ...threads]))
      const shown = element()
      await says(shown, 'Comment 11')
      await listening()
      const missed = thread(1, [...(threads[1]?.replies ?? []), reply(12, 1)])
      await api.answer(`GET ${comments}`, page([thread(13), thread(11), thread(10), missed]))
      await api.breakStreams()
      await says(shown, 'Comment 13')
      assert.deepEqual(order(shown).slice(-3), ['Reply 2', 'It will be built.', 'Reply 12'])
    })

    it('begins anew when more was missed than a page', async () => {
      const shown = await open()
      await listening()
      await api.answer(`GET ${comments}`, page([thread(99), thread(98)], 'further'))
      await api.breakStreams()
      await says(shown, 'Comment 99')
      assert.deepEqual(order(shown), ['Comment 99', 'Comment 98'])
      await button(shown, 'More comments')
    })

    it('only while it is in sight: a stream holds one of the few connections of a browser', async () => {
      const box = show<HTMLElement>('<div style="height: 5000px"></div>')
      const shown = await open()
      await says(shown, 'Comment 10')
      await pause(200)
      assert.equal(await api.streams(), 0)
      shown.scrollIntoView()
      await listening()
      scrollTo(0, 0)
      await listening(0)
      box.remove()
      await listening()
      shown.remove()
      await listening(0)
    })

    it('nothing of a closed discussion', async () => {
      const shown = await open({ isOpen: false, closesAt: '2026-02-01T09:00:00Z' })
      await says(shown, 'Closed on')
      await pause(200)
      assert.deepEqual(await api.asked('GET /events'), [])
    })

    it('nothing where the stream is refused, and is read and written without', async () => {
      await api.answer('GET /events', problem(403, 'origin-not-allowed'))
      await api.answer(`POST ${comments}`, published(11))
      const shown = await open()
      await until(async () => (await api.asked('GET /events')).length)
      await write(shown, 'Mine')
      publish(shown)
      await says(shown, 'Your comment is published.')
    })
  })
})

/// <reference types="mocha" />
import { assert } from 'chai'
import '../../../widgets/appeal/define.js'
import '../../../widgets/appeal-status/define.js'
import '../../../widgets/discussion/define.js'
import '../../../widgets/poll/define.js'
import { classifier, town } from '../appeal/form.js'
import { find, findAll, says, show, tidy, until } from './page.js'
import { stub } from './stub.js'

/** What the town says is in Cyrillic, so that every Latin letter without an accent is a text that is not translated. */
const moment = { opensAt: '2026-01-01T09:00:00Z', closesAt: '2126-01-31T09:00:00Z' }
const options = ['Север', 'Юг', 'Запад'].map((title, index) => ({ id: `o${index}`, title }))
const question = { title: 'Где?', required: true, options }
const poll = {
  ...{ id: 'park', title: 'Какой парк?', description: '', status: 'open', identity: 'device', results: 'after_vote' },
  ...{ ...moment, isChangeable: true, isPlain: false },
  questions: [
    { ...question, id: 'where', type: 'single', other: true },
    { ...question, id: 'order', type: 'ranking', required: false },
    { id: 'why', type: 'text', title: 'Почему?', required: false, isLong: true },
    { id: 'point', type: 'place', title: 'Место?', required: false },
  ],
}
const discussion = {
  ...{ id: 'bank', title: 'Набережная', text: 'Что оставить?', isOpen: true, place: null, stage: 'discussing' },
  ...{ ...moment, stages: [], summary: null, outcome: null, frozen: null, slowMode: 0, commentCount: 1 },
}
const thread = {
  ...{ id: '00000000-0000-7000-8000-000000000001', parent: null, root: null, text: 'Лес.', status: 'published' },
  ...{ author: { name: null, isOfficial: true }, reason: null, content: null, createdAt: '2026-01-02T09:00:00Z' },
  ...{ editedAt: '2026-01-02T09:00:00Z', isPinned: true, reactions: { agree: 1, disagree: 2, unsure: 3 } },
  ...{ erasedAt: null, replies: [], replyCount: 2 },
}
const history = [{ type: 'received', status: 'received', by: 'resident', text: null, responsible: null }]
const appeal = {
  ...{ number: 1042, category: { code: 'heat', name: 'Отопление' }, campaign: null, supporters: 3, version: 3 },
  ...{ receivedAt: '2026-11-20T08:00:00Z', deadline: '2026-11-27T18:59:59Z', isOverdue: true, registerBy: null },
  ...{ answeredAt: null, closedAt: null, erasedAt: null, responsible: 'Теплосеть', answer: null, ratingScore: null },
  ...{ view: 'public', status: 'in_progress', description: 'Холодно', place: { address: 'Мира, 5' } },
  history: history.map((each) => ({ ...each, at: '2026-11-20T08:00:00Z' })),
}

/** Dates are in the browser's language, for no browser knows this one; names of formats and the sign of a currency are the same in all. */
const foreign = /[A-Za-z]{2,}/g
const isDate = /^(January|November|December|at|AM|PM)$/

function untranslated(shown: Element): string[] {
  const said: string[] = []
  const walk = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('style, slot, script')) continue
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) said.push(element.getAttribute(name) ?? '')
      for (const { nodeType, nodeValue } of element.childNodes) if (nodeType === 3) said.push(nodeValue ?? '')
      if (element.shadowRoot) walk(element.shadowRoot)
    }
  }
  if (shown.shadowRoot) walk(shown.shadowRoot)
  return said.flatMap((text) => (text.match(foreign) ?? []).filter((word) => !isDate.test(word)))
}

/** What sticks out of the element's 320 pixels, or is cut off by its own box. */
function clipped(shown: Element): string[] {
  const { right } = find(shown, '.root').getBoundingClientRect()
  return findAll(shown, '.root *')
    .filter((element) => {
      const box = element.getBoundingClientRect()
      if (!box.width || element.closest('.scroll, svg') || getComputedStyle(element).position === 'absolute')
        return false
      const isCut = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
      return box.right > right + 1 || (isCut && !element.matches('input, textarea, select'))
    })
    .map(
      (element) => `<${element.localName} class="${element.className}">: ${element.textContent?.trim().slice(0, 60)}`,
    )
}

describe('In a language of long words', () => {
  afterEach(tidy)

  async function open(tag: string, attributes: string, answers: Record<string, unknown>) {
    const api = stub()
    for (const [request, body] of Object.entries(answers)) await api.answer(request, { body })
    return show(
      `<div lang="qps-ploc" style="width: 320px"><${tag} api="${location.origin}" organization="${api.organization}" ${attributes}></${tag}></div>`,
    ).firstElementChild as HTMLElement
  }
  const isWell = (shown: Element) => {
    assert.deepEqual(untranslated(shown), [])
    assert.deepEqual(clipped(shown), [])
  }

  it('a poll that asks everything is translated, and has room', async () => {
    const shown = await open('vmeste-poll', 'poll="park"', { 'GET /polls/park': poll })
    const ballot = await until(() => find(shown, 'vmeste-ballot'))
    await until(() => findAll(ballot, 'textarea').length)
    isWell(shown)
    isWell(ballot)
  })

  it('so is a discussion', async () => {
    const shown = await open('vmeste-discussion', 'discussion="bank"', {
      'GET /discussions/bank': discussion,
      'GET /discussions/bank/comments': { items: [thread], next: null },
    })
    await says(shown, 'Лес.')
    isWell(shown)
  })

  it('so is the form of an appeal, at its first steps', async () => {
    const shown = await open('vmeste-appeal', '', { 'GET ': town(), 'GET /categories': classifier })
    await says(shown, 'Дороги')
    isWell(shown)
    const topic = await until(() => findAll(shown, '.topics button').find((one) => one.textContent?.includes('Ямы')))
    topic.click()
    await until(() => find(shown, '#description'))
    isWell(shown)
  })

  it('so is an appeal that is followed', async () => {
    const shown = await open('vmeste-appeal-status', 'number="1042"', { 'GET ': town(), 'GET /appeals/1042': appeal })
    await says(shown, 'Теплосеть')
    isWell(shown)
  })
})

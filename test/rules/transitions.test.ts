import { expect, test } from 'vitest'
import {
  type Actor,
  isOpen,
  isRunning,
  isTold,
  legalTransitions,
  openStatuses,
  type Standing,
  type Status,
  statuses,
  stepsOf,
  transitions,
} from '../../api/appeals/transitions.js'
import { roles } from '../../api/identity/roles.js'

const at = (status: Status, members: Partial<Standing> = {}): Standing => ({
  status,
  draftedBy: null,
  answeredBy: null,
  reworks: 0,
  disputedAt: null,
  forwardedFrom: null,
  ...members,
})
const officer = (members: Partial<Actor> = {}): Actor => ({
  actor: 'staff:anna',
  party: 'officer',
  fourEyes: false,
  ...members,
})
const goals = (standing: Standing, actor: Actor) => [...new Set(stepsOf(standing, actor).map(({ to }) => to))]

test('from wherever an appeal stands there is a way on, and from a standing start a way to every status', () => {
  // What was returned goes on where it came from.
  for (const status of statuses.filter((each) => each !== 'returned'))
    expect(legalTransitions(status), status).not.toHaveLength(0)
  const reached = new Set(['received'])
  for (const from of reached)
    for (const { to } of transitions.filter((step) => step.from.some((s) => s === from))) reached.add(to)
  expect([...reached].sort()).toEqual([...statuses].sort())
})

test('nothing ever goes back to having just been received', () => {
  expect(transitions.filter(({ to }) => to === 'received')).toEqual([])
})

test('the resident is told why: no answer, refusal, question, delay or reopening without a text', () => {
  const requirementsOf = (to: Status, from?: Status) =>
    transitions
      .filter((step) => step.to === to && (!from || step.from.includes(from)))
      .map(({ requires }) => requires.join())
  expect(new Set(requirementsOf('declined'))).toEqual(new Set(['text']))
  expect(requirementsOf('waiting')).toEqual(['text'])
  expect(requirementsOf('postponed')).toEqual(['text,until'])
  expect(requirementsOf('assigned')).toEqual(['responsible'])
  expect(requirementsOf('answered', 'in_progress')).toEqual(['text'])
  expect(requirementsOf('in_progress', 'answered')).toEqual(['text'])
  expect(requirementsOf('closed', 'disputed')).toEqual(['text'])
  expect(requirementsOf('forwarded')).toEqual(['text,organization'])
  expect(requirementsOf('returned')).toEqual(['text'])
  expect(
    new Set(transitions.filter(({ from }) => from.includes('forwarded')).map(({ requires }) => requires.join())),
  ).toEqual(new Set(['text']))
})

test('those who deal with cases take the steps; a leader reads answers and decides disputes; a moderator looks at what waits for that', () => {
  const reachable = (party: Actor['party']) => [
    ...new Set(statuses.flatMap((status) => legalTransitions(status, party).map(({ to }) => to))),
  ]
  for (const role of roles) {
    if (role === 'moderator') expect(reachable(role)).toEqual(['registered', 'declined'])
    else if (role === 'leader')
      expect(reachable(role).sort()).toEqual(['answered', 'approved', 'closed', 'in_progress'])
    else expect(reachable(role), role).toHaveLength(statuses.length - 2)
  }
})

test('a resident replies to a question and disagrees with an answer, once, and nothing else', () => {
  const resident: Actor = { actor: 'resident', party: 'resident', fourEyes: false }
  for (const status of statuses) {
    const expected =
      status === 'waiting' ? ['in_progress'] : ['answered', 'closed'].includes(status) ? ['disputed'] : []
    expect(goals(at(status), resident), status).toEqual(expected)
  }
  expect(goals(at('closed', { disputedAt: new Date() }), resident)).toEqual([])
})

test('who wrote a draft does not approve it, whatever the role', () => {
  for (const party of ['officer', 'coordinator', 'administrator'] as const) {
    expect(goals(at('drafted', { draftedBy: 'staff:anna' }), officer({ party }))).not.toContain('approved')
    expect(goals(at('drafted', { draftedBy: 'staff:boris' }), officer({ party }))).toContain('approved')
  }
})

test('only what was forwarded here is returned, and it is not taken up again once it is settled', () => {
  for (const status of statuses) {
    const own = goals(at(status), officer())
    const ofOthers = goals(at(status, { forwardedFrom: 'ugra' }), officer())
    expect(own, status).not.toContain('returned')
    if (['answered', 'closed', 'declined', 'merged'].includes(status))
      expect(ofOthers, status).not.toContain('in_progress')
    else
      expect(
        ofOthers.filter((goal) => goal !== 'returned'),
        status,
      ).toEqual(own.filter((goal) => goal !== 'merged'))
  }
  expect(goals(at('in_progress', { forwardedFrom: 'ugra' }), officer())).toContain('returned')
})

test('of what is forwarded or merged something else tells the outcome; staff only take it back', () => {
  const system: Actor = { actor: 'system', party: 'system', fourEyes: true }
  for (const status of ['forwarded', 'merged'] as const) {
    expect(goals(at(status), system).filter((goal) => goal !== status)).toEqual(['answered', 'declined', 'registered'])
    expect(goals(at(status), officer())).toEqual(['in_progress'])
  }
  for (const status of statuses)
    if (status !== 'forwarded' && status !== 'merged')
      expect(goals(at(status), system), status).toEqual(status === 'received' ? ['moderation'] : [])
})

test('with four eyes nobody answers alone, neither from the start nor past a draft', () => {
  for (const status of ['received', 'in_progress', 'postponed', 'waiting', 'drafted'] as const) {
    expect(goals(at(status), officer()), status).toContain('answered')
    expect(goals(at(status), officer({ fourEyes: true })), status).not.toContain('answered')
  }
  expect(goals(at('approved'), officer({ fourEyes: true }))).toContain('answered')
})

test('after a rework the second answer does not come from the same officer alone', () => {
  const reworked = at('in_progress', { reworks: 1, answeredBy: 'staff:anna' })
  expect(goals(reworked, officer())).not.toContain('answered')
  expect(goals(reworked, officer())).toContain('drafted')
  expect(goals(reworked, officer({ actor: 'staff:boris' }))).toContain('answered')
})

test('drafts, their approval and why they are returned stay among staff; all else is told', () => {
  const kept = transitions.flatMap(({ from, to }) =>
    from.filter((status) => !isTold(status, to)).map((status) => `${status} ${to}`),
  )
  expect(new Set(kept)).toEqual(
    new Set([
      ...['received', 'registered', 'assigned', 'in_progress', 'postponed', 'drafted', 'approved'].map(
        (status) => `${status} drafted`,
      ),
      'drafted approved',
      'drafted in_progress',
      'approved in_progress',
    ]),
  )
})

test('an answer is owed until it is given and not disputed; the clock stands while the resident is asked', () => {
  expect(statuses.filter((status) => !isOpen(status))).toEqual(['answered', 'closed', 'declined', 'returned', 'merged'])
  expect(openStatuses).toContain('disputed')
  expect(openStatuses.filter((status) => !isRunning(status))).toEqual(['waiting'])
})

import fc from 'fast-check'
import type { AppealEvent } from '../../api/appeals/history.js'
import { foldHistory } from '../../api/appeals/history.js'
import { isOpen, legalTransitions } from '../../api/appeals/transitions.js'

const HOUR = 3_600_000
const bodies = ['Roads', 'Parks', 'Water']
const start = Date.UTC(2026, 8, 1)

/** Each step: which of what is possible, how many hours later, by whom. */
const steps = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 0, max: 150 }), fc.nat(2)), { maxLength: 14 })

/** Histories that can happen, over some months from September 2026. */
export const histories = fc
  .record({
    from: fc.nat(60 * 24),
    days: fc.option(fc.integer({ min: 1, max: 12 })),
    isRouted: fc.boolean(),
    isModerated: fc.boolean(),
    steps,
  })
  .map(({ from, days, isRouted, isModerated, steps }) => {
    let at = start + from * HOUR
    const deadlineAfter = (days: number) =>
      new Date(Math.floor(at / (24 * HOUR) + days + 1) * 24 * HOUR - 1).toISOString()
    const events: AppealEvent[] = []
    const add = (event: Omit<AppealEvent, 'sequence' | 'at'>) =>
      events.push({ ...event, sequence: events.length + 1, at: new Date(at) })
    add({ type: 'received', actor: 'resident', data: { deadline: days === null ? null : deadlineAfter(days) } })
    if (isModerated) add({ type: 'transitioned', actor: 'system', data: { to: 'moderation' } })
    if (isRouted) add({ type: 'routed', actor: 'system', data: { responsible: 'Roads' } })
    for (const [choice, hours, who] of steps) {
      at += hours * HOUR
      const state = foldHistory(events)
      const actor = `staff:${who}`
      const ways: (() => void)[] = legalTransitions(state.status).map(({ to, deadline }) => () => {
        const changed = deadline === 'keeps' || deadline === 'pauses' ? {} : { deadline: deadlineAfter(choice % 9) }
        const responsible = to === 'assigned' || to === 'forwarded' ? bodies[who] : undefined
        add({ type: 'transitioned', actor, data: { to, text: 'said', responsible, ...changed } })
      })
      if (state.answer !== null && !isOpen(state.status) && state.ratingScore === null)
        ways.push(() => add({ type: 'rated', actor: 'resident', data: { score: 1 + (choice % 5) } }))
      if (isOpen(state.status)) {
        ways.push(() => add({ type: 'noted', actor, data: { text: 'said' } }))
        if (choice % 40 === 0) ways.push(() => add({ type: 'withdrawn', actor: 'resident', data: {} }))
      }
      ways[choice % ways.length]?.()
    }
    return events
  })

import type { Filter } from './queue.js'
import { queues, statuses } from './statuses.js'

/** What is listed, and what is open. */
export interface Place {
  filter: Filter
  number: number | undefined
}

export const openFilter: Filter = { queue: '', status: 'open', category: '', q: '' }

/** As it stands in an address after `#`; empty for the desk as it opens. */
export function toAddress({ filter: { queue, status, category, q }, number }: Place): string {
  const parts = Object.entries({ queue, status: queue || status === 'open' ? '' : status || 'all', category, q })
  const given = new URLSearchParams(parts.filter(([, value]) => value))
  if (number) given.set('appeal', `${number}`)
  return `${given}`
}

/** What an address asks for, as far as there is such a thing. */
export function fromAddress(hash: string): Place {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const queue = queues.find((name) => name === given.get('queue')) ?? ''
  const named = given.get('status')
  const q = (given.get('q') ?? '').slice(0, 200)
  const isAll = queue || q || named === 'all'
  const status = queue ? '' : (statuses.find((name) => name === named) ?? (isAll ? '' : 'open'))
  const category = /^[a-z0-9-]{1,64}$/.exec(given.get('category') ?? '')?.[0] ?? ''
  const number = /^[1-9]\d{0,8}$/.test(given.get('appeal') ?? '') ? Number(given.get('appeal')) : undefined
  return { filter: { queue, status, category, q }, number }
}

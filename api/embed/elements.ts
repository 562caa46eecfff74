/** The elements for a town's pages, as the heads of their classes document them (held by a test). */
export const elements = {
  appeal: { tag: 'vmeste-appeal', options: ['category', 'address', 'campaign'], feature: 'appeals', page: 'appeal' },
  'appeal-status': { tag: 'vmeste-appeal-status', options: ['number'], feature: 'appeals', page: 'appeals' },
  poll: { tag: 'vmeste-poll', options: ['poll'], feature: 'polls', page: '' },
  discussion: { tag: 'vmeste-discussion', options: ['discussion'], feature: 'discussions', page: '' },
  map: {
    tag: 'vmeste-map',
    options: ['category', 'status', 'since', 'until', 'open', 'linked'],
    feature: 'appeals',
    page: 'map',
  },
  opinions: { tag: 'vmeste-opinions', options: ['discussion'], feature: 'discussions', page: '' },
  comments: {
    tag: 'vmeste-comments',
    options: ['discussion', 'limit', 'page'],
    feature: 'discussions',
    page: '',
  },
  statistics: { tag: 'vmeste-statistics', options: ['days'], feature: 'appeals', page: 'statistics' },
  mine: { tag: 'vmeste-mine', options: [], feature: undefined, page: 'mine' },
} as const satisfies Record<
  string,
  {
    tag: string
    /** Its attributes besides `organization`, `api` and `lang`. */
    options: readonly string[]
    /** What the organization has to offer for it to be of use. */
    feature: 'appeals' | 'polls' | 'discussions' | undefined
    /** Of the hosted pages: the one that does the same without JavaScript. */
    page: string
  }
>

export type ElementName = keyof typeof elements
export type ElementOption = (typeof elements)[ElementName]['options'][number]
export const isElementName = (name: string | undefined): name is ElementName =>
  name !== undefined && Object.hasOwn(elements, name)

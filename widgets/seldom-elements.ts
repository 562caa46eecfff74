/** What the loader imports in one step more, by tag: staff's pages, and what stands on few pages of a town. */
export const seldomElements: Record<string, () => Promise<unknown>> = {
  'vmeste-account': () => import('./account/define.js'),
  'vmeste-comments': () => import('./comments/define.js'),
  'vmeste-insight': () => import('./insight/define.js'),
  'vmeste-mine': () => import('./mine/define.js'),
  'vmeste-moderation': () => import('./moderation/define.js'),
  'vmeste-opinions': () => import('./opinions/define.js'),
  'vmeste-poll-builder': () => import('./poll-builder/define.js'),
  'vmeste-staff': () => import('./staff/define.js'),
  'vmeste-statistics': () => import('./statistics/define.js'),
}

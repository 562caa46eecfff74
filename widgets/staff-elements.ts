/** What the loader imports for the pages of staff, by tag; the desk, which other websites embed too, it imports itself. */
export const staffElements: Record<string, () => Promise<unknown>> = {
  'vmeste-account': () => import('./account/define.js'),
  'vmeste-insight': () => import('./insight/define.js'),
  'vmeste-moderation': () => import('./moderation/define.js'),
  'vmeste-poll-builder': () => import('./poll-builder/define.js'),
  'vmeste-staff': () => import('./staff/define.js'),
}

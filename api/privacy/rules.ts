import type { ResolvedSettings, RetentionRule } from '../organizations/settings.js'

export type Retention = ResolvedSettings['retention']

/** Milliseconds. */
const DAY = 86_400_000
const keep: RetentionRule = { action: 'keep' }

/** What becomes of an appeal: its category's own rule goes before that of all. */
export const ruleForAppeal = ({ appeals, categories }: Retention, categoryCode: string): RetentionRule =>
  new Map(Object.entries(categories ?? {})).get(categoryCode) ?? appeals ?? keep

/** Of which appeals a rule is: those of certain categories, or all but those that have rules of their own. */
export interface AppealRule {
  rule: RetentionRule
  categories: readonly string[]
  isOfOthers: boolean
}

/** The rules of an organization by which something is done, each with its appeals. */
export function appealRules({ appeals, categories = {} }: Retention): AppealRule[] {
  const own: AppealRule[] = Object.entries(categories).map(([code, rule]) => ({
    rule,
    categories: [code],
    isOfOthers: false,
  }))
  const others = { rule: appeals ?? keep, categories: Object.keys(categories), isOfOthers: true }
  return [...own, others].filter(({ rule }) => rule.action !== 'keep')
}

/** What was done with before this moment is due. */
export const dueBefore = (now: Date, { afterDays }: { afterDays: number }) => new Date(now.getTime() - afterDays * DAY)

/** When a rule takes effect on what was done with at a moment; null for never, or not yet known. */
export const dueAt = (rule: RetentionRule, doneAt: Date | null): Date | null =>
  rule.action === 'keep' || doneAt === null ? null : new Date(doneAt.getTime() + rule.afterDays * DAY)

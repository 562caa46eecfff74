import type { Campaign } from '../campaigns/contract.js'
import type { Category, Classifier } from '../classifier/contract.js'
import type { ProblemDocument } from '../platform/own-api.js'
import type { Page } from './page.js'

/** What can be reported by a form: the classifier's topics, or those of a campaign. */
export interface Intake {
  /** Of its page, below the organization's. */
  path: string
  groups: Classifier['groups']
  campaign?: Campaign
}

export async function readIntake(
  page: Page,
  campaign: string | undefined,
): Promise<{ problem: ProblemDocument } | Intake> {
  if (campaign === undefined) {
    const answer = await page.api<Classifier>('/categories')
    return answer.ok ? { path: '/appeal', ...answer.data } : { problem: answer.problem }
  }
  const answer = await page.api<Campaign>(`/campaigns/${campaign}`)
  if (!answer.ok) return { problem: answer.problem }
  const { id: code, name, categories } = answer.data
  return { path: `/campaigns/${code}`, groups: [{ code, name, categories }], campaign: answer.data }
}

/** The topic of a code; of a campaign with one alone, that one. */
export function topicOf({ groups, campaign }: Intake, code: string | undefined): Category | undefined {
  const all = groups.flatMap(({ categories }) => categories)
  return all.find((category) => category.code === code) ?? (campaign && all.length === 1 ? all[0] : undefined)
}

export const intakeAddress = ({ path }: Intake, category: string) => `${path}?${new URLSearchParams({ category })}`

import type { Category } from '../classifier/contract.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import type { Localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import type { Campaign, CampaignAdministration, CampaignSummary } from './contract.js'
import type { CampaignRow } from './find.js'
import { standingOf } from './standing.js'

/** For whom and on which day a campaign is shown. */
export interface Reader {
  organization: ResolvedOrganization
  language: string
  /** `YYYY-MM-DD`, where the organization is. */
  today: string
}

export function toSummary(campaign: CampaignRow, { organization, language, today }: Reader): CampaignSummary {
  const inLanguage = (texts: Localized) => localize(texts, language, organization.settings.languages)
  const { id, names, descriptions, opensOn, closesOn, isActive, organizationId } = campaign
  return {
    id,
    name: inLanguage(names),
    description: inLanguage(descriptions),
    status: standingOf(campaign, today),
    opensOn,
    closesOn,
    isActive,
    organization: organizationId,
  }
}

export function toCampaign(campaign: CampaignRow, reader: Reader): Campaign {
  const inLanguage = (texts: Localized) => localize(texts, reader.language, reader.organization.settings.languages)
  return {
    ...toSummary(campaign, reader),
    categories: campaign.categories.map(
      ({ names, questions, ...category }): Category => ({
        ...category,
        name: inLanguage(names),
        questions: questions.map((question) => ({
          ...question,
          label: inLanguage(question.label),
          options: question.options?.map((option) => ({ ...option, label: inLanguage(option.label) })),
        })),
      }),
    ),
  }
}

export const toAdministration = (
  { organizationId, createdAt: _, ...campaign }: CampaignRow,
  today: string,
): CampaignAdministration => ({ ...campaign, organization: organizationId, status: standingOf(campaign, today) })

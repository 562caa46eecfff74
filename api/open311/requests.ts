import type { PublishedRow } from '../appeals/published.js'
import { isOpen, type Status } from '../appeals/transitions.js'
import { isPublic } from '../appeals/view.js'
import type { ResolvedOrganization } from '../organizations/resolve.js'
import { localize } from '../platform/language.js'
import { maskingOf } from '../privacy/masking.js'
import type { Fields } from './format.js'

/**
 * An appeal as a service request. Of one that is not public, or erased, nothing that was written is told, as everywhere
 * else: whoever has its number learns how it stands.
 * @param reader.sayStatus how the status is called.
 * @param reader.isSender by its key, the app that sent it: told the answer as the resident is.
 */
export function toRequest(
  appeal: PublishedRow,
  organization: ResolvedOrganization,
  {
    language,
    sayStatus,
    isSender = false,
  }: { language: string; sayStatus: (status: Status) => string; isSender?: boolean },
): Fields {
  const { text, address } = maskingOf(organization.settings)
  const isShown = isPublic(appeal, organization) && !appeal.erasedAt
  const { status, answer, closedAt, answeredAt, updatedAt } = appeal
  const settledAt = isOpen(status) ? null : (closedAt ?? answeredAt)
  return {
    service_request_id: String(appeal.number),
    status: isOpen(status) ? 'open' : 'closed',
    status_notes: answer !== null && (isSender || isShown) ? (isSender ? answer : text(answer)) : sayStatus(status),
    service_name: localize(appeal.categoryNames, language, organization.settings.languages),
    service_code: appeal.categoryCode,
    description: isShown ? text(appeal.description) : null,
    agency_responsible: appeal.responsible,
    service_notice: null,
    requested_datetime: toMoment(appeal.receivedAt),
    updated_datetime: toMoment(settledAt ?? updatedAt),
    expected_datetime: appeal.deadline && toMoment(appeal.deadline),
    address: isShown && appeal.address !== null ? address(appeal.address) : null,
    address_id: null,
    zipcode: null,
    lat: isShown ? appeal.latitude : null,
    long: isShown ? appeal.longitude : null,
    media_url: null,
  }
}

/** To the second, as the W3C note has it: `2010-01-01T00:00:00Z`. */
const toMoment = (at: Date) => `${at.toISOString().slice(0, 19)}Z`

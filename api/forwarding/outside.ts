import { append } from '../appeals/append.js'
import { findAppealById } from '../appeals/find.js'
import type { OrganizationFinder } from '../organizations/resolve.js'
import { textsFor } from '../pages/texts.js'
import { type Database, inOrganization } from '../platform/database.js'
import { localize } from '../platform/language.js'
import type { Sealing } from '../platform/sealing.js'
import { type Parcel, pack } from './arrive.js'
import type { Conclude, Dispatch } from './carry.js'
import { createGeoReport, type Endpoint, Refused, type ServiceRequest } from './georeport.js'
import { findPartner, type PartnerRow, partnerPlace } from './partners.js'
import { askLater, findForwarding, isForwarding, lockForwarded } from './send.js'
import { forwardings } from './tables.js'
import { partnerOf } from './target-id.js'
import { forwardingTexts } from './texts.js'

/** Milliseconds from one question what became of an appeal to the next. */
const ASK_EVERY = 30 * 60_000
/** Attempts, the later ones an hour apart, after which it is dealt with here again: two days. */
const GIVEN_UP_AFTER = 50

/**
 * How appeals go to partners outside this installation, by Open311 GeoReport v2. Nothing comes from there by itself:
 * what became of an appeal is asked until it is closed.
 */
export function createOutside({
  database,
  sealing,
  fetchOutside,
  organizations,
  conclude,
  now,
}: {
  database: Database
  sealing: Sealing
  fetchOutside: typeof fetch
  organizations: OrganizationFinder
  conclude: Conclude
  now(): Date
}) {
  const geoReport = createGeoReport(fetchOutside)

  /** The forwarding a dispatch is of, with its partner; undefined where nothing is expected any more. */
  const find = async (dispatch: Dispatch) => {
    const { organizationId, forwardingId } = dispatch
    const { path, settings } = await organizations.find(organizationId)
    return inOrganization(database, path, async (transaction) => {
      const forwarding = await findForwarding(transaction, dispatch)
      const appeal = forwarding && (await findAppealById(transaction, { organizationId, id: forwarding.appealId }))
      if (!appeal || forwarding.endedAt || appeal.erasedAt) return undefined
      const id = partnerOf(forwarding.toOrganization) ?? ''
      const partner = await findPartner(transaction, { organizationId, id })
      const endpoint = partner && (await endpointOf(sealing, partner))
      const parcel = async () => {
        const from = { id: organizationId, name: '' }
        return pack(transaction, sealing, { appeal, from, forwardingId, sequence: forwarding.sequence })
      }
      const isSent = forwarding.reference !== null || forwarding.token !== null
      return {
        forwarding,
        language: appeal.language,
        name: partner && localize(partner.names, appeal.language, settings.languages),
        partner,
        endpoint,
        parcel: isSent ? undefined : await parcel(),
      }
    })
  }
  type Found = NonNullable<Awaited<ReturnType<typeof find>>>

  /** Notes under which number, or by which token, the partner has it. */
  const note = async (
    dispatch: Dispatch,
    { reference, token }: { reference: string | undefined; token?: string | undefined },
    { forwarding: { toOrganization: id }, name = '' }: Found,
  ) =>
    inOrganization(database, dispatch.organizationId, async (transaction) => {
      const locked = await lockForwarded(transaction, dispatch)
      if (!locked) return
      await transaction.update(forwardings).set({ reference, token }).where(isForwarding(dispatch))
      if (reference === undefined || locked.erasedAt) return
      const organization = { id, name, reference }
      await append(transaction, locked, 'system', { type: 'accepted', at: now(), data: { organization } })
    })

  /** Has it dealt with here again, and tells staff why. */
  const giveBack = async (dispatch: Dispatch, { language, name }: Found, why: string) => {
    const { organizationId, forwardingId } = dispatch
    await inOrganization(database, organizationId, async (transaction) => {
      const locked = await lockForwarded(transaction, dispatch)
      const data = { text: [name, why].filter(Boolean).join(': ') }
      if (locked && !locked.erasedAt) await append(transaction, locked, 'system', { type: 'noted', at: now(), data })
    })
    await conclude({ organizationId, forwardingId }, { to: 'registered', text: forwardingTexts(language).gone })
  }

  const attempt = async (dispatch: Dispatch, work: (found: Found, endpoint: Endpoint) => Promise<void>) => {
    const found = await find(dispatch)
    if (!found) return
    if (!found.endpoint) return giveBack(dispatch, found, found.forwarding.toOrganization)
    try {
      await work(found, found.endpoint)
    } catch (error) {
      const isOver = error instanceof Refused || dispatch.attempts >= GIVEN_UP_AFTER
      if (!isOver) throw error
      await giveBack(dispatch, found, error instanceof Error ? error.message : '')
    }
  }

  return {
    forward: (dispatch: Dispatch) =>
      attempt(dispatch, async (found, endpoint) => {
        const { partner, parcel } = found
        if (partner && parcel) await note(dispatch, await geoReport.send(endpoint, toRequest(partner, parcel)), found)
        await inOrganization(database, dispatch.organizationId, (transaction) =>
          askLater(transaction, dispatch, new Date(now().getTime() + ASK_EVERY)),
        )
      }),

    ask: (dispatch: Dispatch) =>
      attempt(dispatch, async (found, endpoint) => {
        const { forwarding, name = '', language } = found
        let { reference } = forwarding
        if (reference === null && forwarding.token !== null) {
          reference = (await geoReport.redeem(endpoint, forwarding.token)) ?? null
          if (reference !== null) await note(dispatch, { reference }, found)
        }
        const standing = reference === null ? undefined : await geoReport.standing(endpoint, reference)
        const { organizationId, forwardingId } = dispatch
        if (standing?.isClosed) {
          const text = standing.notes ?? `${name}: ${textsFor(language).statuses.closed}`
          return conclude({ organizationId, forwardingId }, { to: 'answered', text })
        }
        await inOrganization(database, organizationId, (transaction) =>
          askLater(transaction, dispatch, new Date(now().getTime() + ASK_EVERY)),
        )
      }),
  }
}

export async function endpointOf(sealing: Sealing, partner: PartnerRow): Promise<Endpoint> {
  const { organizationId, id, url, jurisdiction, sealed } = partner
  const key = sealed === null ? undefined : await sealing.unseal(partnerPlace(organizationId, id), sealed)
  return { url, jurisdiction, key }
}

function toRequest(partner: PartnerRow, { forwardingId, appeal, contact, attachments }: Parcel): ServiceRequest {
  const { service, services, sharesContact, takesFiles } = partner
  const { name, email, phone } = contact
  return {
    fields: {
      service_code: new Map(Object.entries(services)).get(appeal.categoryCode) ?? service,
      description: appeal.description,
      lat: appeal.latitude,
      long: appeal.longitude,
      address_string: appeal.address,
      ...(sharesContact && { first_name: name, email, phone }),
    },
    files: takesFiles
      ? attachments.map(({ fileName: name, mediaType: type, content }) => ({ name, type, content }))
      : [],
    idempotencyKey: forwardingId,
  }
}

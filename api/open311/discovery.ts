import type { Fields } from './format.js'

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'

/** What there is, and where (Open311 Service Discovery). @param changedAt when what is asked about last changed. */
export function toDiscovery({
  origin,
  contact,
  changedAt,
}: {
  origin: string
  contact: string
  changedAt: Date
}): Fields {
  const changeset = changedAt.toISOString().slice(0, 16).replace('T', ' ')
  return {
    changeset,
    contact,
    key_service: `An administrator of the organization makes a key with the role "intake" at ${origin}/account/organization, or by "vmeste key create".`,
    endpoints: [
      {
        specification: SPECIFICATION,
        url: `${origin}/open311/v2`,
        changeset,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
}

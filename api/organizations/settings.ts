import { z } from 'zod'
import { latitude, localized, longitude } from '../platform/fields.js'

/** What an organization may set for itself and all below it; each member unset is inherited from its parent. */
export const organizationSettings = z
  .object({
    /** The first is the one to fall back to. */
    languages: z.array(z.string()).min(1),
    /** IANA name: deadlines are counted in it. */
    timeZone: z.string(),
    contacts: z.object({ phone: z.string(), email: z.string(), website: z.string(), address: localized }).partial(),
    /** Websites that may use the API from a browser: origins, where `*` stands for any port (`http://localhost:*`). */
    allowedOrigins: z.array(z.string()),
    features: z.object({ appeals: z.boolean(), polls: z.boolean(), discussions: z.boolean() }),
    /** Whether anyone may read an appeal's text and place once it is registered. */
    appealsVisibility: z.enum(['public', 'private']),
    /** Asked from the resident with every appeal, with the page that explains it. */
    consent: z.object({ text: localized, url: z.string().optional() }),
    map: z.object({
      /** Address of the tiles, with {z}, {x} and {y}. */
      tiles: z.string(),
      attribution: z.string(),
      center: z.object({ latitude, longitude }),
      zoom: z.number().int(),
    }),
  })
  .partial()

export type OrganizationSettings = z.infer<typeof organizationSettings>

import { z } from '@hono/zod-openapi'

const PARTNER = 'partner:'

/** To whom an appeal is forwarded: an organization here by its id, or a partner elsewhere: `partner:` and its id. */
export const targetId = z
  .string()
  .regex(/^(partner:)?[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)
  .openapi({ example: 'ugra' })

export const targetOfPartner = (id: string) => `${PARTNER}${id}`

/** Which partner is meant; undefined for an organization here. */
export const partnerOf = (target: string): string | undefined =>
  target.startsWith(PARTNER) ? target.slice(PARTNER.length) : undefined

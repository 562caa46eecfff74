import { z } from 'zod'
import type { Queryable } from '../platform/database.js'
import type { Sealing } from '../platform/sealing.js'
import { readContact } from './contact.js'
import { findResidentRow } from './welcome.js'

/** What a website or a provider tells of a resident beside who it is; each sign-in tells it anew. */
export interface Vouched {
  /** `YYYY-MM-DD`. */
  birthdate: string | null
  /** Where they live, as whoever vouches names it: municipality, district. */
  territories: string[]
}

/** Providers may leave the year out (`0000-MM-DD`), and nobody alive is older. */
export const EARLIEST = '1900-01-01'
const birthdate = z.iso.date().refine((date) => date >= EARLIEST && date <= new Date().toISOString().slice(0, 10))
const territory = z.string().min(1).max(100)
const territories = z.union([territory.transform((one) => [one]), z.array(territory).max(20)])

/** Of the claims `birthdate` (OpenID Connect Core, 5.1) and `territory`: a text, or several. What is something else is not taken; undefined where nothing is told. */
export function vouchedIn(claims: Record<string, unknown>): Vouched | undefined {
  const found = {
    birthdate: birthdate.safeParse(claims.birthdate).data ?? null,
    territories: territories.safeParse(claims.territory).data ?? [],
  }
  return found.birthdate || found.territories.length > 0 ? found : undefined
}

/** Undefined where nobody vouches for anything. */
export async function readVouched(
  database: Queryable,
  sealing: Sealing,
  key: { organizationId: string; id: string },
): Promise<Vouched | undefined> {
  const row = await findResidentRow(database as never, key)
  return row && (await readContact(sealing, row)).vouched
}

import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { ImportedAppeal } from '../appeals/imported.js'
import { isOpen } from '../appeals/transitions.js'
import { latitude, longitude, text } from '../platform/fields.js'
import type { AppealMapping, MappingReaders } from './mapping.js'
import { parseMoment } from './moments.js'
import { imaginePast } from './past.js'
import type { SourceRow } from './source.js'

/** Why a row is not taken: the member, and what is wrong with it. */
export class Refusal extends Error {}

/** What a row says, before its category is looked up. */
export interface ReadRow
  extends Omit<ImportedAppeal, 'categoryCode' | 'categoryNames' | 'kind' | 'visibility' | 'language'> {
  category: string
  group: string
}

export interface RowOptions {
  readers: MappingReaders
  dates: AppealMapping['dates']
  timeZone: string
  now: Date
}

const externalId = text(200)
/** Room is left for the numbers counted on from it. */
const number = z.coerce.number().int().min(1).max(2_000_000_000)
const short = text(300)
const long = text(64_000)

/** @throws {Refusal} */
export function readRow(row: SourceRow, { readers, dates, timeZone, now }: RowOptions): ReadRow {
  const read = readers.text
  const optional = <Value>(name: keyof typeof read, check: (said: string) => Value): Value | undefined => {
    const said = read[name](row)
    return said === '' ? undefined : check(said)
  }
  const required = <Value>(name: keyof typeof read, check: (said: string) => Value): Value => {
    const value = optional(name, check)
    if (value === undefined) throw new Refusal(`${name}: it is empty`)
    return value
  }
  const checked =
    <Value>(name: string, schema: z.ZodType<Value>) =>
    (said: string): Value => {
      if (said.includes('\ufffd')) throw new Refusal(`${name}: it is not in the encoding of the file (see --encoding)`)
      const result = schema.safeParse(said)
      if (result.success) return result.data
      throw new Refusal(`${name}: ${result.error.issues.map(causeOf).join('; ')} (“${excerpt(said)}”)`)
    }
  const moment = (name: keyof typeof read, notBefore?: Date) => (said: string) => {
    try {
      return parseMoment(said, timeZone, { dates, notBefore })
    } catch (error) {
      throw error instanceof RangeError ? new Refusal(`${name}: ${error.message}`) : error
    }
  }

  const { said, status } = readers.status(row)
  if (!status) throw new Refusal(`status: “${excerpt(said)}” is not among the mapped values`)
  const receivedAt = required('receivedAt', moment('receivedAt'))
  if (receivedAt > now) throw new Refusal('receivedAt: it is in the future')
  const closedAt = isOpen(status) ? undefined : optional('closedAt', moment('closedAt', receivedAt))
  const updatedAt = optional('updatedAt', moment('updatedAt', receivedAt))
  if (closedAt && closedAt < receivedAt) throw new Refusal('closedAt: it is before receivedAt')
  if (!isOpen(status) && !closedAt && !updatedAt) throw new Refusal(`closedAt: it is empty, and the status is ${said}`)
  const place = {
    latitude: optional('latitude', degrees('latitude', latitude)),
    longitude: optional('longitude', degrees('longitude', longitude)),
  }
  if ((place.latitude === undefined) !== (place.longitude === undefined)) {
    throw new Refusal('latitude, longitude: one is given without the other')
  }
  return {
    ...place,
    // Those from before 1970 cannot be told by their id.
    id: uuid({ msecs: Math.max(0, receivedAt.getTime()) }),
    externalId: required('externalId', checked('externalId', externalId)),
    number: optional('number', checked('number', number)),
    category: required('category', checked('category', short)),
    group: optional('group', checked('group', short)) ?? '',
    description: required('description', checked('description', long)),
    address: optional('address', checked('address', short)),
    receivedAt,
    events: imaginePast({
      status,
      receivedAt,
      updatedAt,
      closedAt,
      deadline: optional('deadline', moment('deadline')),
      responsible: optional('responsible', checked('responsible', short)),
      answer: optional('answer', checked('answer', long)),
    }),
  }
}

/** A decimal comma is as good as a point. */
const degrees = (name: string, schema: z.ZodType<number>) => (said: string) => {
  const value = Number(said.replace(',', '.'))
  if (!schema.safeParse(value).success) throw new Refusal(`${name}: “${excerpt(said)}” is not an angle in degrees`)
  return value
}

const excerpt = (said: string) => (said.length > 60 ? `${said.slice(0, 60)}…` : said)

function causeOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'custom') return issue.message
  return issue.params?.code === 'required' ? 'nobody can see it' : 'it holds characters that cannot be kept'
}

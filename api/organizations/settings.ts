import { z } from 'zod'
import { actions } from '../abuse/limits.js'
import { policies } from '../discussions/policy.js'
import { isLanguage, latitude, localized, longitude, slug, text } from '../platform/fields.js'
import { lookSchema } from './look.js'
import { ways } from './ways.js'

const httpAddress = z.url({ protocol: /^https?$/ }).max(500)

/** Texts of every language in which they are given: none empty, none endless. */
const texts = (maximum: number) =>
  localized
    .pipe(z.record(z.string(), text(maximum)))
    .refine((given) => Object.keys(given).length > 0, { params: { code: 'required' } })

const limit = z.int().min(1).max(1_000_000_000)

/** At least one way, or nobody could take part. */
const accepted = z
  .array(z.enum(ways))
  .min(1)
  .refine((list) => new Set(list).size === list.length, { params: { code: 'repeated' } })

const days = z.strictObject({ days: z.int().min(1).max(365), unit: z.enum(['working_day', 'calendar_day']) })

const weight = z.number().min(0).max(10)

/** What becomes of something some days after it was done with. */
const retentionRule = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['anonymize', 'delete']), afterDays: z.int().min(1).max(36_500) }),
  // Not strict: a merge patch to `keep` leaves the days of before.
  z.object({ action: z.literal('keep') }),
])
export type RetentionRule = z.infer<typeof retentionRule>

/**
 * What an organization may set for itself and all below it; each member unset is inherited from its parent. `identity`,
 * `features`, `casework`, `insight`, `abuse`, `retention` and `look` are inherited member by member; the others are taken whole: a town's telephone
 * beside its region's address would mislead.
 */
export const organizationSettings = z
  .strictObject({
    /** The first is the one to fall back to. */
    languages: z
      .array(z.string().refine(isLanguage, { params: { code: 'language' } }))
      .min(1)
      .max(20),
    /** IANA name: deadlines are counted in it. */
    timeZone: z.string().refine(isTimeZone, { params: { code: 'time-zone' } }),
    contacts: z
      .strictObject({ phone: text(60), email: z.email().max(254), website: httpAddress, address: texts(300) })
      .partial(),
    /** Websites that may use the API from a browser: origins, where `*` stands for any port (`http://localhost:*`). */
    allowedOrigins: z
      .array(
        z
          .string()
          .max(300)
          .refine((origin) => /^https?:\/\/[a-z\d.[\]:_-]+?(:\*)?$/.test(origin), { params: { code: 'origin' } }),
      )
      .max(200),
    features: z.strictObject({ appeals: z.boolean(), polls: z.boolean(), discussions: z.boolean() }).partial(),
    /** By which of the four ways residents may take part, for each feature. */
    identity: z.strictObject({ appeals: accepted, polls: accepted, discussions: accepted }).partial(),
    /** Campaigns of those above that it takes no part in; its own are its own. */
    withoutCampaigns: z.array(slug).max(200),
    /** Whether anyone may read an appeal's text and place once it is registered. */
    appealsVisibility: z.enum(['public', 'private']),
    /** How appeals are dealt with. */
    casework: z
      .strictObject({
        /** Until when what was received is to be registered. */
        register: days,
        /** Until when it is decided what becomes of an answer that the resident disagrees with. */
        decide: days,
        /** What is promised when an appeal is taken up again; unset, half of what was promised first. */
        rework: days,
        /** No answer by one person alone: another has to approve the draft. */
        fourEyes: z.boolean(),
      })
      .partial(),
    /** How residents may be told of their appeals. */
    notices: z
      .strictObject({
        /** By their browser, which needs the service of its maker: off unless someone decides so. */
        push: z.boolean(),
      })
      .partial(),
    /**
     * Whether someone looks at what residents write before everyone can read it, or after; at comments also before those
     * of newcomers alone. Appeals are looked at when they
     * are registered (`before`), or by a moderator before that (`first`).
     */
    moderation: z
      .strictObject({
        comments: z.enum(policies),
        /** Published comments after which an author is a newcomer no more. */
        trustedAfter: z.int().min(1).max(1000),
        /** What the checks against spam find together from which on a comment waits: 1 is what one alone is sure of. */
        spamScore: z.number().min(0.1).max(10),
        appeals: z.enum(['first', 'before', 'after']),
        /** What a comment must not hold, however it is disguised; `*` before or after for beginnings and endings. */
        words: z
          .array(
            z
              .string()
              .trim()
              .max(60)
              .regex(/\p{L}{2}/u),
          )
          .max(1000),
        /** What becomes of a comment that does: a moderator looks at it first, or it is not taken. */
        onWords: z.enum(['hold', 'refuse']),
        /** Of how many readers' flags a comment is hidden until a moderator has looked. */
        flags: z.int().min(1).max(1000),
      })
      .partial(),
    /** What figures are measured by. */
    insight: z
      .strictObject({
        /** What is to be reached: an answer in so many days on average, such a share of ratings 4 and 5. */
        targets: z.strictObject({
          averageDays: z.number().min(0.5).max(365),
          ratedWellShare: z.number().min(0).max(1),
        }),
        /** How much each part counts of what makes a problem systemic: see `systemic.ts`. */
        weights: z.strictObject({
          size: weight,
          growth: weight,
          spread: weight,
          repetition: weight,
          dissatisfaction: weight,
        }),
      })
      .partial(),
    /** What stands against abuse. */
    abuse: z
      .strictObject({
        /** When the device of an anonymous sender must do a piece of work first. */
        proofOfWork: z.enum(['always', 'under-attack', 'never']),
        /** How often something may be done: by a device or an address in an hour, by all together in a minute. */
        limits: z.partialRecord(
          z.enum(actions),
          z.strictObject({ device: limit, address: limit, organization: limit }).partial(),
        ),
      })
      .partial(),
    /** What is kept how long; unset is kept. `categories` goes before `appeals`, by the classifier's codes. */
    retention: z
      .strictObject({
        appeals: retentionRule,
        comments: retentionRule,
        contacts: retentionRule,
        categories: z.record(slug, retentionRule),
      })
      .partial(),
    /** Asked from the resident with every appeal, with the page that explains it. */
    consent: z.strictObject({ text: texts(2000), url: httpAddress.optional() }),
    /** Tokens of the hosted pages, and of the elements on them. */
    look: lookSchema,
    map: z.strictObject({
      /** Address of the tiles, with {z}, {x} and {y}. */
      tiles: z
        .string()
        .max(500)
        .refine((tiles) => /^https?:\/\/[^\s;,'"]+$/.test(tiles), { params: { code: 'tiles' } }),
      attribution: text(300),
      center: z.strictObject({ latitude, longitude }),
      zoom: z.int().min(0).max(22),
    }),
  })
  .partial()

export type OrganizationSettings = z.infer<typeof organizationSettings>

type Whole = Required<OrganizationSettings>
/** With nothing left to inherit. */
export interface ResolvedSettings extends Whole {
  features: Required<Whole['features']>
  identity: Required<Whole['identity']>
  casework: Required<Omit<Whole['casework'], 'rework'>> & Pick<Whole['casework'], 'rework'>
  notices: Required<Whole['notices']>
  moderation: Required<Whole['moderation']>
  abuse: Required<Whole['abuse']>
  insight: Required<Whole['insight']>
}

/** Of these each member is inherited by itself. */
export const inheritedByMember = [
  'features',
  'identity',
  'casework',
  'abuse',
  'retention',
  'look',
  'notices',
  'moderation',
  'insight',
] as const

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

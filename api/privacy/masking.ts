import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { ResolvedSettings } from '../organizations/settings.js'
import { type MaskRules, mask } from './mask.js'

/** Hides what leads to a person in what an organization's residents wrote. */
export interface Masking {
  text(text: string): string
  /** Of the address of a place: its flat too. */
  address(address: string): string
}

/** For those who may see what was written: staff, and whoever wrote it. */
export const unmasked: Masking = { text: (text) => text, address: (address) => address }

const made = new WeakMap<object, Masking>()

/** The masking of an organization: numbers are read as where it is, and what it publishes itself is left. */
export function maskingOf(settings: Pick<ResolvedSettings, 'timeZone' | 'languages' | 'contacts'>): Masking {
  const known = made.get(settings)
  if (known) return known
  const rules = rulesOf(settings)
  const masking = {
    text: (text: string) => mask(text, rules),
    address: (address: string) => mask(address, { ...rules, isAddress: true }),
  }
  made.set(settings, masking)
  return masking
}

function rulesOf({
  timeZone,
  languages,
  contacts,
}: Pick<ResolvedSettings, 'timeZone' | 'languages' | 'contacts'>): MaskRules {
  const country = countryOf(timeZone) ?? (languages[0] === 'ru' ? 'RU' : undefined)
  const phone = contacts.phone && parsePhoneNumberFromString(contacts.phone, { defaultCountry: country })
  const domains = [contacts.email?.split('@').at(-1), contacts.website && new URL(contacts.website).hostname]
  return {
    country,
    official: phone ? [phone.number] : [],
    domains: domains.flatMap((domain) => (domain ? [domain.toLowerCase().replace(/^www\./, '')] : [])),
  }
}

let countries: Map<string, ReturnType<typeof getCountries>[number]> | undefined

/** The country whose time zone it is; undefined for one of no country, such as UTC. */
function countryOf(timeZone: string) {
  countries ??= new Map(getCountries().flatMap((country) => timeZonesOf(country).map((zone) => [zone, country])))
  return countries.get(timeZone)
}

/** In the two forms that engines have had it; none where there is neither. */
function timeZonesOf(country: string): string[] {
  const locale = new Intl.Locale(`und-${country}`) as { timeZones?: string[]; getTimeZones?(): string[] | undefined }
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

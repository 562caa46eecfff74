import type { English } from '../texts/english.js'

export type Section = keyof English
/** A text with `{names}` to fill in, or its plural forms (Intl.PluralRules), chosen by `{count}`. */
export type Text = string | Record<string, string>
export type TextKey<Name extends Section> =
  | keyof English['shared']
  // Of each of several sections, not of those they have in common.
  | (Name extends Section ? keyof English[Name] : never)
/** Of one language (BCP 47). */
export type Texts<Name extends Section = 'shared'> = Record<TextKey<Name>, Text> & { lang: string }
/** An element's `say`, as what it hands its texts to takes it. */
export type Say<Name extends Section> = (key: TextKey<Name>, values?: TextValues) => string
/**
 * What `import languages from 'texts:<section>'` gives: the texts of the languages at hand, imported when called, and
 * by `more` what finds those nearest to any language wanted.
 */
export type Languages<Name extends Section = 'shared'> = Record<string, () => Promise<Module<Texts<Name>>>> & {
  more: () => Promise<Module<(wanted: string) => Promise<Module<Texts<Name>>>>>
}
type Module<Value> = { default: Value }
/** Numbers are written as the language writes them. */
export type TextValues = Record<string, string | number>

/** The texts nearest to the language wanted (BCP 47): see texts/nearest.mjs. Fails when they cannot be fetched. */
export async function findTexts<Name extends Section>(
  languages: Languages<Name>,
  wanted: string,
): Promise<Texts<Name>> {
  const atHand = languages[wanted.replace(/-.*/, '')]?.()
  return (await (atHand ?? (await languages.more()).default(wanted))).default
}

export function fill(text: Text, language: string, values: TextValues): string {
  const form =
    typeof text === 'string' ? text : text[new Intl.PluralRules(language).select(values.count as number)] || text.other
  return (form as string).replace(/{(\w+)}/g, (_, name) => (values[name] ?? '').toLocaleString(language))
}

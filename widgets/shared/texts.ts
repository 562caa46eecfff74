import type { English } from '../texts/english.js'

export type Section = keyof English
/** A text with `{names}` to fill in, or its plural forms (Intl.PluralRules), chosen by `{count}`. */
export type Text = string | Record<string, string>
export type TextKey<Name extends Section> =
  | keyof English['shared']
  // Of each of several sections, not of those they have in common.
  | (Name extends Section ? keyof English[Name] : never)
export type Texts<Name extends Section = 'shared'> = Record<TextKey<Name>, Text>
/** An element's `say`, as what it hands its texts to takes it. */
export type Say<Name extends Section> = (key: TextKey<Name>, values?: TextValues) => string
/** What `import languages from 'texts:<section>'` gives: each language's texts, imported when called. */
export type Languages<Name extends Section = 'shared'> = Record<string, () => Promise<{ default: Texts<Name> }>>
/** Numbers are written as the language writes them. */
export type TextValues = Record<string, string | number>

export function fill(text: Text, language: string, values: TextValues): string {
  const form =
    typeof text === 'string' ? text : text[new Intl.PluralRules(language).select(+(values.count ?? 0))] || text.other
  return `${form}`.replace(/{(\w+)}/g, (_, name) => (values[name] ?? '').toLocaleString(language))
}

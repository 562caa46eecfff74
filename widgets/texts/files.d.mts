type Text = string | Record<string, string>
export type Sections = Record<string, Record<string, Text>>
export function fileOf(language: string): URL
export function pluralCategories(language: string): string[]
export function read(language: string): Promise<Sections>
export function languages(sections?: readonly string[]): Promise<string[]>
export function textsIn(language: string, sections: readonly string[], own?: Sections): Promise<Record<string, Text>>

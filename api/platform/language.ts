import type { Localized } from './fields.js'

/**
 * The first language of an `Accept-Language` header that is offered (RFC 4647 lookup: `en-GB` is served by `en`),
 * else the first offered.
 */
export function negotiateLanguage(header: string | undefined, offered: readonly string[]): string {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    for (let range = tag; range; range = range.slice(0, Math.max(0, range.lastIndexOf('-')))) {
      const found = offered.find((language) => language.toLowerCase() === range)
      if (found) return found
    }
  }
  return offered[0] ?? 'en'
}

/** The text in the wanted language, else in any of the fallbacks, else whichever there is. */
export function localize(texts: Localized, language: string, fallbacks: readonly string[] = []): string {
  for (const candidate of [language, ...fallbacks]) {
    const found = texts[candidate]
    if (found !== undefined) return found
  }
  return Object.values(texts)[0] ?? ''
}

/** Puts values in the place of `{names}`. */
export const fill = (text: string, values: Record<string, string | number>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/**
 * Imports the texts that whoever reads the wanted language (BCP 47) reads best: those in it or in a wider one of it
 * (RFC 4647: `de-AT` is served by `de`), else in the first of the browser's languages that there are texts in, else in
 * English. Each element's list of further languages has a copy of its own: see plugin.mjs.
 */
export function nearest(wanted, offered) {
  for (const tag of [wanted, ...navigator.languages]) {
    for (let range = canonical(tag); range; range = range.slice(0, Math.max(0, range.lastIndexOf('-')))) {
      if (offered[range]) return offered[range]()
    }
  }
  return offered.en()
}

/** `RU` and `rus` are `ru`, `iw` is `he`, `pt_BR` is `pt-BR`; what is no tag is nothing. */
function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(tag.replace(/_/g, '-'))[0]
  } catch {
    return ''
  }
}

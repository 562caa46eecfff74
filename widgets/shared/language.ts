/** The language (BCP 47) wanted where an element stands: its own `lang`, the nearest around it, else the browser's. */
export function wantedLanguage(element: Element): string {
  for (let at: Element | undefined = element; at; at = (at.getRootNode() as ShadowRoot).host) {
    const tagged = at.closest<HTMLElement>('[lang]')?.lang
    if (tagged) return tagged
  }
  return navigator.language
}

/** The nearest language there are texts in: `pt-BR` is served by `pt`, what there is nothing for by English. */
export const offeredLanguage = (wanted: string, offered: Record<string, unknown>) =>
  [wanted, wanted.replace(/-.*/, '')].find((language) => language in offered) ?? 'en'

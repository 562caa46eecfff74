/** The language (BCP 47) wanted where an element stands: its own `lang`, the nearest around it, else the browser's. */
export function wantedLanguage(element: Element): string {
  for (let at: Element | undefined = element; at; at = (at.getRootNode() as ShadowRoot).host) {
    const tagged = at.closest<HTMLElement>('[lang]')?.lang
    if (tagged) return tagged
  }
  return navigator.language
}

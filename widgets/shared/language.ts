/** An element that shows texts, told when the page's language may have changed. */
export interface LanguageFollower extends Element {
  followLanguage(): void
}

const followers = new Set<LanguageFollower>()
let observer: MutationObserver | undefined

/** Calls the follower on every change of a `lang` attribute around it. Returns the way to end it. */
export function follow(follower: LanguageFollower): () => void {
  observer ??= new MutationObserver(() => {
    for (const each of followers) each.followLanguage()
  })
  for (let root = follower.getRootNode(); root; root = (root as ShadowRoot).host?.getRootNode()) {
    observer.observe(root, { subtree: true, attributeFilter: ['lang'] })
  }
  followers.add(follower)
  return () => followers.delete(follower)
}

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
  [wanted, wanted.split('-')[0] ?? ''].find((language) => language in offered) ?? 'en'

import { describeSettings } from '../platform/settings.js'
import { isElementPage } from './elements.js'
import { renderMarkdown } from './markdown.js'

export interface Guide {
  name: string
  title: string
  /** HTML in which `{{origin}}` and the like still stand: see `fillIn`. */
  content: string
  /** Its sections; titles are HTML. */
  headings: { id: string; title: string }[]
}

/** @param texts Markdown by the guide's name, each beginning with its title as a heading. */
export const readGuides = (texts: ReadonlyMap<string, string>): Guide[] =>
  [...texts].map(([name, text]) => {
    const content = renderMarkdown(text.replace('{{settings}}', settingsTable()))
    return { name, title: /^# +(.+)$/m.exec(text)?.[1] ?? name, content, headings: headingsOf(content) }
  })

export interface MenuPage {
  path: string
  title: string
  headings?: Guide['headings']
}
export interface Menu {
  title: string
  pages: MenuPage[]
}

const reference: MenuPage[] = [
  { path: '/docs', title: 'API reference' },
  { path: '/v1/openapi.json', title: 'openapi.json' },
]

/** What is where, in the order in which a reader meets it; a guide not named here stands last. */
export function menuOf(guides: readonly Guide[]): Menu[] {
  const named = new Map(guides.map(({ name, ...guide }) => [name, { path: `/docs/${name}`, ...guide }]))
  const take = (...names: string[]) =>
    names.flatMap((name) => {
      const page = named.get(name)
      named.delete(name)
      return page ?? []
    })
  const menu = [
    { title: 'On your website', pages: take('quick-start', 'website', 'identity', 'languages') },
    { title: 'Elements', pages: take('elements', ...[...named.keys()].filter(isElementPage)) },
    { title: 'For staff', pages: take('staff', 'polls', 'discussions', 'moderation', 'insight') },
    { title: 'For programs', pages: [...take('api'), ...reference, ...take('open311', 'webhooks')] },
    { title: 'Running it', pages: take('operations', 'import', 'privacy', 'security', 'asvs') },
    { title: 'Inside', pages: [...take('architecture', 'versions'), ...take(...named.keys())] },
  ]
  return menu.filter(({ pages }) => pages.length > 0)
}

const headingsOf = (content: string) =>
  [...content.matchAll(/<h2 id="([^"]*)"><a [^>]*>(.*?)<\/a><\/h2>/g)].map(([, id = '', title = '']) => ({ id, title }))

/** Puts in what is known only when the page is asked for. Values are escaped for HTML. */
export const fillIn = (content: string, values: Record<string, string>) =>
  content.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    (values[name] ?? whole).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`),
  )

const settingsTable = () =>
  [
    '| Setting | Meaning |',
    '| --- | --- |',
    ...describeSettings().map((setting) => `| \`${setting.name}\` | ${setting.description} |`),
  ].join('\n')

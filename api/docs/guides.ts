import { describeSettings } from '../platform/settings.js'
import { renderMarkdown } from './markdown.js'

export interface Guide {
  name: string
  title: string
  /** HTML in which `{{origin}}` and the like still stand: see `fillIn`. */
  content: string
}

/** The order in which a reader meets them; a guide not named here comes last. */
const order = [
  'quick-start',
  'website',
  'languages',
  'identity',
  'staff',
  'polls',
  'api',
  'open311',
  'moderation',
  'insight',
  'webhooks',
  'operations',
  'privacy',
  'security',
  'asvs',
  'import',
]

/** @param texts Markdown by the guide's name, each beginning with its title as a heading. */
export function readGuides(texts: ReadonlyMap<string, string>): Guide[] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...texts]
    .map(([name, text]) => ({
      name,
      title: /^# +(.+)$/m.exec(text)?.[1] ?? name,
      content: renderMarkdown(text.replace('{{settings}}', settingsTable())),
    }))
    .sort((a, b) => place(a.name) - place(b.name) || a.name.localeCompare(b.name))
}

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

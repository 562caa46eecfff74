import type { Look } from '../organizations/look.js'
import { type ElementName, type ElementOption, elements } from './elements.js'

/** What a webmaster has chosen to put on a page. */
export interface Choice {
  /** Where the service is: scheme, host and port. */
  origin: string
  organization: string
  element: ElementName
  options: Partial<Record<ElementOption, string>>
  /** Of the element, where it is not the page's. */
  language?: string | undefined
  look: Look
  /** Whether the colour of the page's links is taken. */
  isTown?: boolean
  /** What the link inside says. */
  fallback: string
  /** Of the organization: shown inside beside the link. */
  phone?: string | undefined
}

/** What is pasted at one place. */
export interface Part {
  place: 'page' | 'styles' | 'head' | 'template' | 'library' | 'functions'
  code: string
}

export const systems = ['html', 'wordpress', 'drupal', 'bitrix', 'joomla', 'tilda'] as const
export type System = (typeof systems)[number]

/** The tag and its attributes in their order, as they stand in the page. */
export function attributesOf({
  organization,
  element,
  options,
  language,
  isTown,
}: Choice): [name: string, value: string][] {
  const chosen = elements[element].options.flatMap((name): [string, string][] =>
    options[name] ? [[name, options[name]]] : [],
  )
  return [
    ['organization', organization],
    ...chosen,
    ...(language ? ([['lang', language]] as [string, string][]) : []),
    ...(isTown ? ([['look', 'town']] as [string, string][]) : []),
  ]
}

/** What to paste where, in each system. A value can end neither its attribute nor the script it stands in. */
export function snippetFor(system: System, choice: Choice): Part[] {
  const address = `${choice.origin}/embed.js`
  const script = (attributes = '') => `<script type="module"${attributes} src="${text(address)}"></script>`
  const markup = elementMarkup(choice)
  const styles = styleRules(choice)
  const page = (...lines: string[]) => lines.concat(styles ? [`<style>\n${styles}\n</style>`] : [], markup).join('\n')
  switch (system) {
    case 'html':
      return [
        { place: 'page', code: `${script()}\n${markup}` },
        ...(styles ? [{ place: 'styles', code: styles } as const] : []),
      ]
    case 'wordpress':
      return [
        {
          place: 'functions',
          code: `add_action( 'wp_footer', function () {\n\techo '${script()}';\n} );`,
        },
        { place: 'page', code: `<!-- wp:html -->\n${page()}\n<!-- /wp:html -->` },
      ]
    case 'drupal':
      return [
        {
          place: 'library',
          code: `vmeste:\n  js:\n    ${address}: { type: external, preprocess: false, attributes: { type: module } }`,
        },
        { place: 'template', code: "{{ attach_library('THEME/vmeste') }}" },
        { place: 'page', code: page() },
      ]
    case 'bitrix':
      return [
        {
          place: 'template',
          // Else the core moves scripts to the end of the page, and makes ordinary ones of them.
          code: `<?php \\Bitrix\\Main\\Page\\Asset::getInstance()->addString('${script(' data-skip-moving="true"')}'); ?>`,
        },
        { place: 'page', code: page() },
      ]
    case 'joomla':
      return [
        {
          place: 'template',
          code: `<?php $this->getWebAssetManager()->registerAndUseScript('vmeste', '${address}', ['version' => false], ['type' => 'module']); ?>`,
        },
        { place: 'page', code: page() },
      ]
    case 'tilda':
      return [{ place: 'page', code: page(script()) }]
  }
}

/** What to add to a Content Security Policy of the site's own. `tiles` is the address of the map's tiles. */
export function policyFor({ origin, element }: Pick<Choice, 'origin' | 'element'>, tiles: string): string[] {
  const tileOrigin = /^https?:\/\/[^/]+/.exec(tiles.replace(/\{s\}/g, '*'))?.[0]
  // Photos of options come from the service; those of appeals are made in the page.
  const sources: Partial<Record<ElementName, string>> = {
    poll: origin,
    appeal: 'blob:',
    'appeal-status': 'blob:',
    map: 'blob:',
  }
  const pictures = sources[element]
  return [
    `script-src ${origin}`,
    `connect-src ${origin}`,
    `frame-src ${origin}`,
    ...(pictures ? [`img-src ${pictures}${tileOrigin ? ` ${tileOrigin}` : ''}`] : []),
    'trusted-types lit-html',
  ]
}

/** The page of the service that does the same without JavaScript. */
export function pageOf({ origin, organization, element, options, language }: Choice): string {
  const { poll, discussion, campaign, category, address, number, since } = options
  const path = poll
    ? `polls/${poll}`
    : discussion
      ? `discussions/${discussion}`
      : campaign
        ? `campaigns/${campaign}`
        : elements[element].page
  const query = new URLSearchParams({
    ...(element === 'appeal' && category && { category }),
    ...(element === 'appeal' && !campaign && address && { address }),
    ...(element === 'map' && category && { topic: category }),
    ...(element === 'map' && since && { since }),
    ...(number && { number }),
    ...(language && { lang: language }),
  })
  return `${origin}/o/${organization}${path && `/${path}`}${query.size > 0 ? `?${query}` : ''}`
}

/** The rules that dress this element, for a style sheet; empty where nothing is chosen. */
export function styleRules({ element, look }: Pick<Choice, 'element' | 'look'>): string {
  const rules = Object.entries(look).map(([token, value]) => `  --vmeste-${token}: ${value};`)
  return rules.length > 0 ? `${elements[element].tag} {\n${rules.join('\n')}\n}` : ''
}

function elementMarkup(choice: Choice): string {
  const { tag } = elements[choice.element]
  const attributes = attributesOf(choice).map(([name, value]) => ` ${name}="${text(value)}"`)
  const phone = choice.phone ? `\n  <a href="tel:${choice.phone.replace(/[^+\d]/g, '')}">${text(choice.phone)}</a>` : ''
  return `<${tag}${attributes.join('')}>
  <a href="${text(pageOf(choice))}">${text(choice.fallback)}</a>${phone}
</${tag}>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const text = (value: string) => value.replace(/[&<>"']/g, (character) => entities[character] ?? character)

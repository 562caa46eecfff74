import { html, raw } from 'hono/html'
import type { Organization } from '../organizations/contract.js'
import type { ListedOrganization } from '../organizations/list.js'
import { plainPage } from '../pages/plain.js'
import { fill, localize } from '../platform/language.js'
import { type Chosen, contrastsOf, offeredTokens } from './choice.js'
import { type ElementName, type ElementOption, elements } from './elements.js'
import { attributesOf, type Choice, type Part, pageOf, policyFor, snippetFor, styleRules, systems } from './snippet.js'
import en from './texts.en.js'
import ru from './texts.ru.js'

type Html = ReturnType<typeof html>

/** Something to choose from, such as the organization's polls. */
export interface Item {
  value: string
  title: string
}

export interface Shown {
  language: string
  origin: string
  organization: Organization
  organizations: ListedOrganization[]
  chosen: Chosen
  /** What the form says, as it was typed. */
  query: Record<string, string>
  items: Partial<Record<ElementOption, Item[]>>
}

/** A form that is sent by GET, and beside it what it makes: of use without JavaScript, and to be linked to. */
export function embedPage(shown: Shown) {
  const { language } = shown
  const texts = language === 'ru' ? ru : en
  return plainPage(
    language,
    texts.title,
    html`<h1>${texts.title}</h1><p class="lead">${texts.lead}</p>
<div class="snippet">${formView(shown, texts)}${madeView(shown, texts)}</div>`,
    html`<link rel="stylesheet" href="/embed/style.css"><script type="module" src="/embed.js"></script><script type="module" src="/snippet.js"></script>`,
  )
}

function formView({ language, organization, organizations, chosen, query, items }: Shown, texts: typeof ru): Html {
  const { features } = organization
  const names = (Object.keys(elements) as ElementName[]).filter((name) => {
    const { feature } = elements[name]
    return !feature || features[feature]
  })
  const known = organizations.some(({ id }) => id === organization.id)
  const field = (name: string, label: string, hint = '') => {
    const isWrong = chosen.wrong.includes(name)
    return html`<p${isWrong ? raw(' class="wrong"') : ''}><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${query[name] ?? ''}" placeholder="${hint}" dir="auto"${isWrong ? raw(` aria-invalid="true" aria-describedby="${name}-error"`) : ''}>${isWrong ? html`<span class="error" id="${name}-error">${texts.wrong}</span>` : ''}</p>`
  }
  const select = (name: string, label: string, given: Item[], value: string | undefined, none?: string) =>
    html`<p><label for="${name}">${label}</label><select id="${name}" name="${name}">${none === undefined ? '' : html`<option value="">${none}</option>`}${given.map((item) => html`<option value="${item.value}"${item.value === value ? raw(' selected') : ''}>${item.title}</option>`)}</select></p>`
  const languageName = new Intl.DisplayNames(language, { type: 'language' })
  return html`<form action="/embed" method="get" class="card">
<fieldset><legend>${texts.what}</legend>
${
  known
    ? select(
        'organization',
        texts.organization,
        organizations.map(({ id, names: called }) => ({ value: id, title: localize(called, language) })),
        organization.id,
      )
    : field('organization', texts.organization)
}
${select(
  'element',
  texts.element,
  names.map((name) => ({ value: name, title: texts.elements[name] })),
  chosen.element,
)}
${elements[chosen.element].options.map((name: ElementOption) =>
  name in texts.none
    ? select(
        name,
        texts.options[name],
        items[name] ?? choicesOf(name, texts),
        chosen.options[name],
        chosen.element === 'comments' ? texts.ofAll : texts.none[name as keyof typeof texts.none],
      )
    : field(name, texts.options[name], name === 'since' || name === 'until' ? '2026-12-01' : ''),
)}
${select(
  'language',
  texts.language,
  organization.languages.map((each) => ({ value: each, title: languageName.of(each) ?? each })),
  chosen.language,
  texts.asThePage,
)}
</fieldset>
<fieldset><legend>${texts.look}</legend><p class="hint">${texts.lookHint}</p>
<p><label class="choice"><input type="checkbox" name="town" value="on"${chosen.isTown ? raw(' checked') : ''}> <span>${texts.town}</span></label></p>
${offeredTokens.map((token) => field(token, texts.tokens[token], token === 'radius' ? '10px' : ''))}
</fieldset>
<fieldset><legend>${texts.site}</legend><p class="hint">${texts.siteHint}</p>
${field('site-background', texts.siteBackground)}${field('site-color', texts.siteColor)}
</fieldset>
<input type="hidden" name="lang" value="${language}">
<p><button>${texts.update}</button> <span id="stale" class="error" role="alert" data-said="${texts.stale}"></span></p>
</form>`
}

function madeView(shown: Shown, texts: typeof ru): Html {
  const { organization, origin, chosen, items } = shown
  const titles = Object.entries(chosen.options).map(
    ([name, value]) => items[name as ElementOption]?.find((item) => item.value === value)?.title,
  )
  const choice: Choice = {
    ...chosen,
    origin,
    organization: organization.id,
    fallback: titles.find(Boolean) ?? texts.elements[chosen.element],
    phone: organization.contacts.phone,
  }
  const styles = lookAddress(chosen)
  return html`<div id="made" aria-live="off">
<link rel="stylesheet" href="${styles}">
<section class="card" id="preview" aria-labelledby="preview-title" data-of="${JSON.stringify([chosen.element, attributesOf(choice)])}">
<h2 id="preview-title">${texts.preview}</h2><p class="hint">${texts.previewHint}</p>
<p>${texts.onWhite}</p><div class="preview" inert>${elementView(choice)}</div>
<p>${texts.onSite}</p><div class="preview site" inert>${elementView(choice)}</div>
</section>
<section class="card" id="contrast" aria-labelledby="contrast-title"><h2 id="contrast-title">${texts.contrast}</h2><p class="hint">${texts.contrastHint}</p>
<ul class="links">${contrastsOf(chosen).map(
    ({ text, on, ratio, isReadable }) =>
      html`<li>${fill(texts.contrastOf, { text: texts.pairs[text], on: texts.pairs[on], ratio: ratio.toLocaleString(shown.language) })} <span class="state ${isReadable ? 'over' : 'refused'}">${isReadable ? texts.readable : texts.unreadable}</span></li>`,
  )}</ul></section>
<section class="card topics" id="code" aria-labelledby="code-title"><h2 id="code-title">${texts.code}</h2>
${systems.map(
  (system, index) =>
    html`<details name="system"${index === 0 ? raw(' open') : ''}><summary>${texts.systems[system]}</summary>${snippetFor(
      system,
      choice,
    ).map((part) =>
      partView(part, (texts.places[system] as Partial<Record<Part['place'], string>>)[part.place], texts),
    )}</details>`,
)}
<h2>${texts.policy}</h2><p>${texts.policyHint}</p>${partView({ code: policyFor(choice, organization.map.tiles).join('\n') }, undefined, texts)}
${styleRules(choice) ? html`<p class="hint">${texts.policyStyle}</p>` : ''}
<p class="hint">${texts.origins} <a href="/docs/website">${texts.guide}</a></p>
</section></div>`
}

/** What an option can be where it is not something of the organization's. */
const choicesOf = (name: ElementOption, { choices }: typeof ru): Item[] =>
  Object.entries(choices[name as keyof typeof choices] ?? {}).map(([value, title]) => ({ value, title }))

const partView = ({ code }: Pick<Part, 'code'>, place: string | undefined, texts: typeof ru) =>
  html`<div class="part">${place ? html`<p>${place}</p>` : ''}<pre dir="ltr" tabindex="0"><code>${code}</code></pre><button type="button" class="quiet" data-copied="${texts.copied}" data-marked="${texts.marked}" hidden>${texts.copy}</button></div>`

function elementView(choice: Choice): Html {
  const { tag } = elements[choice.element]
  const attributes = attributesOf(choice).map(([name, value]) => html` ${raw(name)}="${value}"`)
  return html`<${raw(tag)}${attributes}><a href="${pageOf(choice)}">${choice.fallback}</a></${raw(tag)}>`
}

/** Where the preview's style sheet is: a page under our own policy has no styles inside. */
function lookAddress({ look, site }: Chosen): string {
  const { background, color } = site
  const query = new URLSearchParams({
    ...(look as Record<string, string>),
    ...(background && { 'site-background': background }),
    ...(color && { 'site-color': color }),
  })
  return `/embed/look.css?${query}`
}

import { html } from 'hono/html'
import type { ListedOrganization } from '../organizations/list.js'
import { localize } from '../platform/language.js'
import { plainPage } from './plain.js'
import { textsFor } from './texts.js'

/** Where the bare address leads: to the organizations served here, the documentation and the desk. */
export function frontPage(
  language: string,
  { organizations, examplePage }: { organizations: ListedOrganization[]; examplePage: string | undefined },
) {
  const texts = textsFor(language)
  const content = html`<h1><img src="/docs/icon.svg" alt="" width="32" height="32"> Vmeste</h1>
<p class="lead">${texts.what}</p>
${examplePage ? html`<section class="card" aria-labelledby="try"><h2 id="try">${texts.tryIt}</h2><p><a class="button" href="${examplePage}">${texts.examplePage}</a></p></section>` : ''}
<section class="card" aria-labelledby="organizations"><h2 id="organizations">${texts.organizations}</h2>
${
  organizations.length === 0
    ? html`<p>${texts.noOrganizations} <code>npx vmeste organization create --help</code></p>`
    : html`<ul class="links">${organizations.map(
        ({ id, path, names }) =>
          html`<li class="level-${Math.min(path.length, 4)}"><a href="/o/${id}?lang=${language}">${localize(names, language)}</a></li>`,
      )}</ul>`
}</section>
<section class="card" aria-labelledby="more"><h2 id="more">${texts.forDevelopers}</h2>
<ul class="links"><li><a href="/embed?lang=${language}">${texts.embed}</a></li><li><a href="/docs/quick-start">${texts.quickStart}</a></li><li><a href="/docs">${texts.apiReference}</a></li></ul>
<h2>${texts.forStaff}</h2><ul class="links"><li><a href="/desk">${texts.desk}</a></li><li><a href="/account">${texts.account}</a></li></ul></section>`
  return plainPage(language, texts.sections, content)
}

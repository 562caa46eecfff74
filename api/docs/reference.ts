import { html, raw } from 'hono/html'
import en from '../platform/problems.en.js'
import { problemStatuses } from '../platform/problems.js'
import { type Demo, exampleRequest, listOperations, toCurl } from './examples.js'
import type { Html } from './layout.js'
import { inlineMarkdown } from './markdown.js'
import type { Document, Operation, Schema } from './openapi.js'
import { describeShapes, describeValue, type Field } from './schema.js'

/** The reference of every operation, made from the document alone. */
export function renderReference(document: Document, demo: Demo, origin: string): { contents: Html; content: Html } {
  const operations = listOperations(document)
  const tags = (document.tags ?? []).map((tag) => ({
    ...tag,
    operations: operations.filter(({ operation }) => operation.tags.includes(tag.name)),
  }))
  const contents = html`<nav aria-label="Operations">
${tags.map(
  ({ name, operations }) =>
    html`<h2>${name}</h2><ul>${operations.map(
      ({ method, operation }) =>
        html`<li><a href="#${operation.operationId}"><span class="method ${method}">${method}</span> ${operation.operationId}</a></li>`,
    )}</ul>`,
)}
<h2>Errors</h2><ul><li><a href="#problems">Problems</a></li></ul>
</nav>`
  const content = html`<h1>API reference</h1>
<div class="lead">${raw(inlineMarkdown(document.info.description ?? ''))}</div>
<p>The same as a document for programs: <a href="/v1/openapi.json">OpenAPI ${document.openapi}</a>. Commands below work as pasted; <code>$KEY</code> is a staff key (<code>npx vmeste key create --organization ${demo.organization} --role officer</code>), <code>$SECRET</code> what an appeal's sender was told.</p>
${tags.map(
  ({ name, description, operations }) => html`<section class="tag" aria-labelledby="tag-${name}">
<h2 id="tag-${name}">${name}</h2><p>${description}</p>
${operations.map((found) => renderOperation(found, document, demo, origin))}
</section>`,
)}
${renderProblems()}`
  return { contents, content }
}

function renderOperation(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  document: Document,
  demo: Demo,
  origin: string,
): Html {
  const body = Object.entries(operation.requestBody?.content ?? {})[0]
  return html`<article id="${operation.operationId}">
<h3><a href="#${operation.operationId}">${operation.summary}</a></h3>
<p class="address"><span class="method ${method}">${method}</span> <code>${breakable(path)}</code></p>
${operation.description ? html`<p>${raw(inlineMarkdown(operation.description))}</p>` : ''}
${renderAccess(operation)}
<pre class="example" tabindex="0" aria-label="Example: ${operation.summary}"><code>${toCurl(exampleRequest(path, method, operation, demo), origin)}</code></pre>
${renderFields(
  'Parameters',
  (operation.parameters ?? []).map((parameter) => {
    const value = describeValue(parameter.schema, document)
    return {
      name: parameter.name,
      note: parameter.in,
      isRequired: parameter.required === true,
      ...value,
      description: parameter.description ?? value.description,
    }
  }),
)}
${body ? renderShapes(`Body: ${body[0]}`, body[1].schema, document) : ''}
<h4>Answers</h4>
<dl class="answers">${Object.entries(operation.responses).map(([status, { description, content }]) => {
    const [type, { schema }] = Object.entries(content ?? {})[0] ?? ['', { schema: {} }]
    const isProblem = type === 'application/problem+json'
    return html`<dt class="${status.startsWith('2') ? 'good' : 'bad'}">${status}</dt><dd>${description}${isProblem ? problemLinks(status) : type ? html` <code>${type}</code>` : ''}${isProblem || !/json/.test(type) ? '' : html`<details><summary>Fields</summary>${renderShapes('', schema, document)}</details>`}</dd>`
  })}</dl>
</article>`
}

function renderAccess({ security }: Operation): Html | '' {
  if (!security) return ''
  const ways = security.flatMap((way) => Object.keys(way))
  const isOpen = security.some((way) => Object.keys(way).length === 0)
  const said = ways.map((way) => (way === 'staff' ? 'a staff key' : "an appeal's secret")).join(' or ')
  return html`<p class="access">${isOpen ? 'For anyone; shows more with' : 'Needs'} ${said}, as <code>Authorization: Bearer …</code></p>`
}

const renderShapes = (title: string, schema: Schema, document: Document) =>
  describeShapes(schema, document).map(({ name, fields }) =>
    renderFields([title, name].filter(Boolean).join(' '), fields),
  )

function renderFields(title: string, fields: (Field & { note?: string })[]): Html | '' {
  if (fields.length === 0) return ''
  return html`${title ? html`<h4>${title}</h4>` : ''}<div class="scroll" tabindex="0" role="group" aria-label="${title || 'Fields'}"><table>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${fields.map(
    ({ name, note, type, isRequired, limits, description, example }) => html`<tr>
<th scope="row"><code>${name}</code>${isRequired ? html` <span class="required">required</span>` : ''}${note ? html` <small>${note}</small>` : ''}</th>
<td>${type}${limits.length > 0 ? html`<br><small>${limits.join('; ')}</small>` : ''}</td>
<td>${raw(inlineMarkdown(description ?? ''))}${example === undefined ? '' : html` <small>e.g. <code>${example}</code></small>`}</td></tr>`,
  )}</tbody></table></div>`
}

const problemCodes = Object.entries(problemStatuses) as [keyof typeof problemStatuses, number][]

function problemLinks(status: string): Html | '' {
  const codes = problemCodes.filter(([, of]) => String(of) === status)
  if (codes.length === 0) return html`: <a href="#problems">a problem document</a>`
  return html`<br><small>${codes.map(([code], index) => html`${index ? ' · ' : ''}<a href="/problems/${code}">${code}</a>`)}</small>`
}

const renderProblems = () => html`<section class="tag" aria-labelledby="problems">
<h2 id="problems">Problems</h2>
<p>Every error is an <code>application/problem+json</code> document (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>) in the caller's language. The <code>type</code> is stable: branch on it. <code>errors</code> names each wrong field by its JSON pointer.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Problems"><table><thead><tr><th scope="col">Status</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${problemCodes.map(
  ([code, status]) =>
    html`<tr><td>${status}</td><th scope="row"><a href="/problems/${code}"><code>/problems/${code}</code></a></th><td>${raw(inlineMarkdown(en[code].detail))}</td></tr>`,
)}</tbody></table></div></section>`

/** Lets a long address wrap at its slashes. */
const breakable = (path: string) => path.split('/').map((part, index) => (index ? html`/<wbr>${part}` : part))

import { html, raw } from 'hono/html'

export type Html = ReturnType<typeof html>

export interface DocsPage {
  title: string
  language?: string
  /** The address of the page within /docs, to mark it in the navigation. */
  current?: string
  guides: { name: string; title: string }[]
  aside?: Html
  content: Html
}

/** The frame of every page of the documentation: works without a script, prints without its navigation. */
export const docsLayout = ({
  title,
  language = 'en',
  current,
  guides,
  aside,
  content,
}: DocsPage) => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Vmeste</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/docs/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/docs">${raw(mark)}<span>Vmeste</span></a>
<nav aria-label="Documentation">
${guides.map(({ name, title: guide }) => link(`/docs/${name}`, guide, current === name))}
${link('/docs', 'API reference', current === '')}
<a href="/v1/openapi.json">openapi.json</a>
</nav>
</header>
<div class="${aside ? 'columns' : 'column'}">
${aside}
<main id="content" tabindex="-1">${content}</main>
</div>
</body>
</html>`

const link = (href: string, text: string, isCurrent: boolean) =>
  html`<a href="${href}"${isCurrent ? raw(' aria-current="page"') : ''}>${text}</a>`

/** Two speech bubbles that meet. */
export const mark = `<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path fill="#1f5fd0" d="M4 5h15a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-8l-5 5v-5H4a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z"/><path fill="#12a38b" d="M25 12h3a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-1v5l-5-5h-7a3 3 0 0 1-3-3h7a6 6 0 0 0 6-6z"/></svg>`

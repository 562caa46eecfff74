import { html, raw } from 'hono/html'
import type { Menu, MenuPage } from './guides.js'

export type Html = ReturnType<typeof html>

export interface DocsPage {
  title: string
  language?: string
  /** Its path, to mark it in the menu. */
  current?: string
  menu: Menu[]
  /** The sections of the page itself, within the navigation. */
  contents?: Html
  /** What is looked for, to be shown in its field. */
  query?: string
  /** What else its head holds. */
  head?: Html
  content: Html
}

/** The frame of every page of the documentation: works without a script, prints without its navigation. */
export const docsLayout = ({
  title,
  language = 'en',
  current,
  menu,
  contents,
  query,
  head,
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
${head}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/docs">${raw(mark)}<span>Vmeste</span></a>
<form class="search" role="search" action="/docs/search"><input type="search" name="q" required maxlength="100" aria-label="Search the documentation" placeholder="Search" value="${query ?? ''}"><button>Search</button></form>
</header>
<div class="columns">
<aside><details open><summary>Contents</summary><nav aria-label="Documentation">
${menu.map(({ title, pages }) => html`<h2>${title}</h2><ul>${pages.map((page) => item(page, page.path === current))}</ul>`)}
</nav>${contents}</details></aside>
<main id="content" tabindex="-1">${content}</main>
</div>
</body>
</html>`

const item = ({ path, title, headings = [] }: MenuPage, isCurrent: boolean) =>
  html`<li><a href="${path}"${isCurrent ? raw(' aria-current="page"') : ''}>${title}</a>${
    isCurrent && headings.length > 0
      ? html`<ul>${headings.map(({ id, title }) => html`<li><a href="#${id}">${raw(title)}</a></li>`)}</ul>`
      : ''
  }</li>`

/** Two speech bubbles that meet. */
export const mark = `<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><path fill="#1f5fd0" d="M4 5h15a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-8l-5 5v-5H4a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3z"/><path fill="#12a38b" d="M25 12h3a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-1v5l-5-5h-7a3 3 0 0 1-3-3h7a6 6 0 0 0 6-6z"/></svg>`

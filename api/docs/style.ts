/** The look of the documentation. Colours are chosen for 4.5:1 and more on both schemes. */
export const styles = `
:root {
  color-scheme: light dark;
  --paper: #fff; --sunk: #f4f6fa; --ink: #1a2230; --soft: #566073; --line: #dde2ea;
  --link: #1a55c0; --good: #0d6b4f; --bad: #a8321f; --get: #0d6b4f; --post: #1a55c0;
  --code-ink: #1f2a3d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11151c; --sunk: #1a202b; --ink: #e6eaf1; --soft: #a3adbf; --line: #2d3645;
    --link: #8db6ff; --good: #6fd3ae; --bad: #ff9d8a; --get: #6fd3ae; --post: #8db6ff;
    --code-ink: #dfe6f2;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-block-start: 4.5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -5rem; background: var(--paper); padding: .5rem 1rem; z-index: 3; }
.skip:focus { inset-block-start: .5rem; }
.top { position: sticky; inset-block-start: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 2rem; padding: .6rem clamp(1rem, 4vw, 2.5rem); background: var(--paper); border-block-end: 1px solid var(--line); }
.brand { display: inline-flex; align-items: center; gap: .6rem; color: var(--ink); font-weight: 700; font-size: 1.15rem; letter-spacing: -.01em; text-decoration: none; }
.search { display: flex; flex: 0 1 22rem; min-inline-size: 0; gap: .5rem; margin-inline-start: auto; }
.search input { flex: 1; min-inline-size: 0; padding: .4rem .7rem; font: inherit; color: inherit; background: var(--sunk); border: 1px solid var(--soft); border-radius: .5rem; }
.search button { padding: .4rem .9rem; font: inherit; color: var(--ink); background: var(--sunk); border: 1px solid var(--soft); border-radius: .5rem; cursor: pointer; }
.found { padding: 0; list-style: none; }
.found li { margin-block: 0 1.25rem; }
.found a { font-weight: 600; }
.found p { margin: .15rem 0 0; color: var(--soft); }
.columns { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-inline-size: 84rem; margin-inline: auto; }
main { padding: clamp(1.5rem, 4vw, 3rem) clamp(1rem, 4vw, 3rem) 5rem; min-inline-size: 0; }
aside { position: sticky; inset-block-start: 3.6rem; align-self: start; max-block-size: calc(100vh - 3.6rem); overflow: auto; padding: 1.75rem 1rem 2rem clamp(1rem, 4vw, 2.5rem); border-inline-end: 1px solid var(--line); font-size: .9rem; }
aside summary { display: none; }
aside h2 { margin: 1.25rem 0 .35rem; font-size: .75rem; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); border: 0; padding: 0; }
aside h2:first-child { margin-block-start: 0; }
aside ul { margin: 0; padding: 0; list-style: none; }
aside li a { display: flex; gap: .5rem; align-items: baseline; padding-block: .2rem; color: var(--ink); text-decoration: none; overflow-wrap: anywhere; }
aside li a:hover { color: var(--link); }
aside li a[aria-current] { color: var(--link); font-weight: 600; }
aside li ul { margin: .1rem 0 .4rem; padding-inline-start: .75rem; border-inline-start: 1px solid var(--line); }
aside li ul a { color: var(--soft); }
h1 { margin: 0 0 1rem; font-size: clamp(1.8rem, 1.3rem + 2vw, 2.6rem); line-height: 1.15; letter-spacing: -.02em; text-wrap: balance; }
h2 { margin: 3.5rem 0 .75rem; font-size: 1.6rem; line-height: 1.25; letter-spacing: -.01em; }
h3 { margin: 2rem 0 .5rem; font-size: 1.2rem; line-height: 1.35; }
h4 { margin: 1.5rem 0 .5rem; font-size: .95rem; }
h2 > a, h3 > a { color: inherit; text-decoration: none; }
h2 > a:hover, h3 > a:hover { text-decoration: underline; }
p, ul, ol { margin: 0 0 1rem; max-inline-size: 46rem; }
li { margin-block: .25rem; }
.lead { font-size: 1.1rem; color: var(--soft); max-inline-size: 46rem; margin-block-end: 1rem; }
.kicker { margin-block-end: .5rem; font-weight: 600; color: var(--bad); }
small { font-size: .85em; color: var(--soft); }
code { font: .9em/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; color: var(--code-ink); overflow-wrap: anywhere; }
:not(pre) > code { background: var(--sunk); padding: .1em .35em; border-radius: .3em; }
pre { margin: 0 0 1.25rem; padding: 1rem 1.15rem; overflow-x: auto; background: var(--sunk); border: 1px solid var(--line); border-radius: .6rem; line-height: 1.55; }
pre code { overflow-wrap: normal; }
.example code { user-select: all; -webkit-user-select: all; }
/* The element takes over our font and colours; its accent is our link's. */
.live { max-inline-size: 44rem; margin-block-end: 1.25rem; --vmeste-accent: var(--link); --vmeste-on-accent: var(--paper); --vmeste-danger: var(--bad); }
.live > :not(:defined) { display: block; min-block-size: 30em; }
article { padding-block: 1.75rem; border-block-start: 1px solid var(--line); }
article h3 { margin-block-start: 0; }
.address { display: flex; gap: .6rem; align-items: baseline; }
.address code { background: none; padding: 0; }
.method { flex: none; font: 700 .72rem/1.4 ui-monospace, Menlo, Consolas, monospace; text-transform: uppercase; letter-spacing: .04em; color: var(--post); min-inline-size: 2.4rem; }
.method.get { color: var(--get); }
.access { color: var(--soft); }
.required { font-size: .75rem; font-weight: 600; color: var(--bad); }
.scroll { overflow-x: auto; margin-block-end: 1.25rem; }
table { border-collapse: collapse; inline-size: 100%; font-size: .92rem; }
th, td { padding: .5rem .9rem .5rem 0; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; font-size: .82rem; }
tbody th { font-weight: 400; min-inline-size: 9rem; }
td:last-child { min-inline-size: 12rem; }
td code { overflow-wrap: break-word; }
td:first-child code { white-space: nowrap; }
dl.answers { display: grid; grid-template-columns: 4.2rem minmax(0, 1fr); margin: 0; }
dl.answers dt { font-weight: 700; padding-block: .3rem; font-variant-numeric: tabular-nums; }
dl.answers dd { margin: 0; padding-block: .3rem; }
.good { color: var(--good); } .bad { color: var(--bad); }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.5rem; margin: 1.5rem 0; }
dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; }
summary { cursor: pointer; color: var(--link); padding-block: .2rem; }
details > .scroll { margin-block-start: .5rem; }
@media (max-width: 56rem) {
  .top { position: static; }
  html { scroll-padding-block-start: 1rem; }
  .columns { display: block; }
  aside { position: static; max-block-size: 17rem; border: 0; border-block-end: 1px solid var(--line); padding: .75rem clamp(1rem, 4vw, 2.5rem); }
  aside summary { display: block; }
  aside li a { padding-block: .4rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-block-end: .75rem; }
}
@media print {
  .search, aside, .skip { display: none; }
  .top { position: static; } .columns { display: block; }
  body { font-size: 10pt; } pre { white-space: pre-wrap; } article, table, pre { break-inside: avoid-page; }
}
@media (forced-colors: active) { .method, .required { color: CanvasText; } }
`

/** The colours of the hosted pages, chosen for 4.5:1 and more on both schemes. */
export const schemes = {
  light: {
    ...{ paper: '#f3f5f9', card: '#fff', ink: '#1a2230', soft: '#556074', line: '#d6dce6', edge: '#7b8699' },
    ...{ accent: '#1a55c0', 'on-accent': '#fff', good: '#0d6b4f', 'good-paper': '#e7f5ef' },
    ...{ bad: '#a8321f', 'bad-paper': '#fdeeeb', wait: '#7a4a00', 'wait-paper': '#fdf1d8', tint: '#eef3fc' },
  },
  dark: {
    ...{ paper: '#0f131a', card: '#181e28', ink: '#e6eaf1', soft: '#a6b0c1', line: '#303a4a', edge: '#8591a6' },
    ...{ accent: '#8db6ff', 'on-accent': '#0c1420', good: '#74d6b2', 'good-paper': '#14302a' },
    ...{ bad: '#ffa594', 'bad-paper': '#391d19', wait: '#f3c677', 'wait-paper': '#33270f', tint: '#1d2a40' },
  },
} satisfies Record<'light' | 'dark', Record<string, string>>

const properties = (scheme: Record<string, string>) =>
  Object.entries(scheme)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')

/** The look of the hosted pages: quiet, for a phone first. Sent without its comments. */
export const styles = `
:root { color-scheme: light dark; ${properties(schemes.light)} }
@media (prefers-color-scheme: dark) { :root { ${properties(schemes.dark)} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-block-size: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -6rem; padding: .5rem 1rem; background: var(--card); z-index: 1; }
.skip:focus { inset-block-start: .5rem; }
.site { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.75rem; padding: .75rem max(1rem, calc((100% - 46rem) / 2)); background: var(--card); border-block-end: 1px solid var(--line); }
.site .name { color: var(--ink); font-weight: 700; text-decoration: none; }
.site nav { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .95rem; }
.site nav:not(.languages) { order: 1; flex: 1 0 100%; }
.site nav a { padding-block: .3rem; text-decoration: none; }
.site nav a:hover { text-decoration: underline; }
.languages { margin-inline-start: auto; }
.languages a[aria-current] { color: var(--ink); font-weight: 600; }
main { flex: 1; inline-size: 100%; max-inline-size: 48rem; margin-inline: auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: .25rem 0 1rem; font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.3rem; line-height: 1.3; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; }
.card > h2:first-child, form > h2:first-child { margin-block-start: 0; }
p { margin: 0 0 .9rem; }
.lead { color: var(--soft); font-size: 1.15rem; }
.card { margin-block-end: 1.25rem; padding: clamp(1rem, 4vw, 1.75rem); background: var(--card); border: 1px solid var(--line); border-radius: .9rem; }
.card > ul:not([class]) { margin: 0 0 .9rem; padding-inline-start: 1.3rem; }
.text { white-space: pre-line; }
.hint, time, small { color: var(--soft); font-size: .92rem; }
.field { margin: 0 0 1.25rem; padding: 0; border: 0; min-inline-size: 0; }
label, legend { display: block; padding: 0; font-weight: 600; margin-block-end: .3rem; }
label small { font-weight: 400; }
.field .hint { margin-block-end: .4rem; }
input:not([type=radio], [type=checkbox]), textarea { display: block; inline-size: 100%; padding: .65rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: .5rem; }
textarea { resize: vertical; }
.choice { display: flex; gap: .7rem; align-items: start; margin: 0; padding: .6rem 0; font-weight: 400; cursor: pointer; min-block-size: 2.75rem; }
fieldset .choice { margin-block-start: .5rem; padding-inline: .9rem; border: 1px solid var(--line); border-radius: .5rem; }
fieldset .choice:hover { border-color: var(--edge); }
fieldset .choice:has(:checked) { border-color: var(--accent); background: var(--tint); }
.choice input { flex: none; inline-size: 1.3rem; block-size: 1.3rem; margin: .12rem 0 0; accent-color: var(--accent); }
.choice img { display: block; inline-size: 100%; aspect-ratio: 4 / 3; object-fit: cover; margin-block-end: .5rem; border-radius: .4rem; background: var(--tint); }
.choice:has(img) span { flex: 1; } fieldset:has(> .choice img) { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0 .75rem; } fieldset:has(> .choice img) > :not(label) { grid-column: 1 / -1; }
.wrong { padding-inline-start: .9rem; border-inline-start: 4px solid var(--bad); }
.error { color: var(--bad); font-weight: 600; margin-block-end: .35rem; }
.summary, .done { padding: .9rem 1.1rem; border-radius: .6rem; }
.summary { color: var(--bad); background: var(--bad-paper); margin-block-end: 1.25rem; }
.heard { position: absolute; clip-path: inset(50%); }
.summary a { color: inherit; } .summary p:last-child { margin: 0; } .summary ul { margin: 0 0 .6rem; padding-inline-start: 1.2rem; }
.done { color: var(--good); background: var(--good-paper); font-weight: 600; }
button, .button { display: inline-block; padding: .7rem 1.5rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .5rem; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.08); }
button.quiet { color: var(--accent); background: none; }
button.danger { color: var(--card); background: var(--bad); border-color: var(--bad); }
form + * { margin-block-start: 1.25rem; }
ol + form { margin-block-start: 1.75rem; }
.row { display: flex; flex-wrap: wrap; gap: 0 .4rem; } .row > :not(.choice) { flex: 1 0 100%; }
.row .choice { flex: 1 0 2.5rem; flex-direction: column; align-items: center; gap: .25rem; max-inline-size: 4.5rem; padding-inline: .25rem; }
button + .hint { margin-block: .9rem 0; }
::file-selector-button { margin-inline-end: .8rem; padding: .45rem .9rem; font: inherit; font-weight: 600; color: var(--accent); background: var(--tint); border: 1px solid var(--accent); border-radius: .4rem; cursor: pointer; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; }
.inline { display: flex; flex-wrap: wrap; gap: .4rem .6rem; max-inline-size: 26rem; }
.inline label, .inline .error { flex: 1 0 100%; margin: 0; }
.inline input:not([type=radio], [type=checkbox]) { flex: 1 1 11rem; inline-size: auto; min-inline-size: 0; }
.links { margin: 0; padding: 0; list-style: none; }
.links li { padding: .65rem 0; border-block-start: 1px solid var(--line); }
.links li:first-child { border: 0; }
.links a { font-weight: 600; unicode-bidi: plaintext; } .links .hint { display: block; }
.links li[class] { border: 0; padding-block: .35rem; }
.links .level-2 { padding-inline-start: 1.25rem; } .links .level-3 { padding-inline-start: 2.5rem; } .links .level-4 { padding-inline-start: 3.75rem; }
.state { display: inline-block; padding: .1em .65em; font-size: .85rem; font-weight: 600; border-radius: 1em; color: var(--wait); background: var(--wait-paper); }
.state.over { color: var(--good); background: var(--good-paper); } .state.refused { color: var(--bad); background: var(--bad-paper); }
.excerpt { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; margin: .25rem 0; }
.filters { display: flex; flex-wrap: wrap; gap: .4rem; margin-block-end: .5rem; }
.filters a { padding: .35rem .9rem; border: 1px solid var(--line); border-radius: 2em; text-decoration: none; }
.filters a[aria-current] { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.topics { border-block-start: 1px solid var(--line); }
.topics summary { display: flex; justify-content: space-between; gap: 1rem; padding: .8rem 0; font-weight: 600; cursor: pointer; list-style: none; }
.topics summary::-webkit-details-marker { display: none; }
.topics summary::after { content: ""; flex: none; inline-size: .55rem; block-size: .55rem; margin: .35rem .3rem; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.topics[open] summary::after { transform: translateY(.25rem) rotate(225deg); }
.topics summary:hover { color: var(--accent); }
.topics ul { margin: 0 0 .75rem; padding: 0; list-style: none; } .topics li a { display: block; padding: .55rem .9rem; border-radius: .5rem; text-decoration: none; }
.topics li a:hover { background: var(--tint); text-decoration: underline; }
.facts { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: .45rem 1.5rem; margin: 0 0 1rem; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.number { font-size: 1.6rem; font-weight: 700; line-height: 1.1; font-variant-numeric: tabular-nums; }
code { font: .95em ui-monospace, Menlo, Consolas, monospace; user-select: all; -webkit-user-select: all; }
.answer { padding: .9rem 1.1rem; background: var(--good-paper); border-radius: .6rem; }
.history { margin: 0; padding: 0; list-style: none; }
.history li { position: relative; padding-block-end: 1rem; padding-inline-start: 1.4rem; border-inline-start: 2px solid var(--line); margin-inline-start: .4rem; }
.history li:last-child { padding-block-end: 0; border-color: transparent; }
.history li::before { content: ""; position: absolute; inset-block-start: .45rem; inset-inline-start: calc(-.35rem - 1px); inline-size: .7rem; block-size: .7rem; border-radius: 50%; background: var(--accent); }
.history time { display: block; } .history p { margin: .25rem 0 0; }
.wide { overflow-x: auto; }
.results { inline-size: 100%; border-collapse: collapse; margin-block-end: 1rem; }
.results caption { text-align: start; font-weight: 600; padding-block-end: .4rem; }
.results th, .results td { padding: .5rem .75rem .5rem 0; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); font-weight: 400; }
.results td { text-align: end; font-variant-numeric: tabular-nums; } .results thead th { vertical-align: bottom; color: var(--soft); font-size: .85rem; } .results thead th:not(:first-child) { text-align: end; }
meter { display: block; inline-size: 100%; block-size: .7rem; margin-block-start: .35rem; appearance: none; background: var(--tint); border: 0; border-radius: 1em; overflow: hidden; }
meter::-webkit-meter-bar { block-size: .7rem; background: var(--tint); border: 0; border-radius: 1em; }
meter::-webkit-meter-optimum-value { background: var(--accent); border-radius: 1em; }
meter::-moz-meter-bar { background: var(--accent); border-radius: 1em; }
.comments, .comments ol { margin: 0; padding: 0; list-style: none; }
.comments > li { padding-block: 1rem; border-block-start: 1px solid var(--line); }
.comments ol { margin-block-start: .75rem; padding-inline-start: clamp(.75rem, 4vw, 1.75rem); border-inline-start: 3px solid var(--line); }
.comments ol li { padding-block: .5rem; }
.text p, .text ul, .text ol, .text blockquote { margin: 0 0 .4rem; } .text ul { list-style: disc; } .text ol { list-style: decimal; } .comments .text ol { margin: 0; border: 0; } .text ul, .comments .text ol { padding-inline-start: 1.5rem; } .comments .text li { padding: 0; }
.text blockquote { padding-inline-start: .8rem; color: var(--soft); border-inline-start: 3px solid var(--line); }
.opinions { display: block; inline-size: 100%; max-inline-size: 30rem; block-size: auto; margin: 0 auto 1rem; }
.opinions circle { fill: currentColor; fill-opacity: .1; stroke: currentColor; stroke-width: .8; stroke-dasharray: 2 2; } .opinions rect { fill: currentColor; }
.opinions .own { fill: none; stroke: var(--ink); stroke-width: 2; } .statement { padding: 1rem; border-inline-start: 4px solid var(--accent); font-size: 1.15rem; }
.opinions text { font-size: 14px; font-weight: 700; text-anchor: middle; dominant-baseline: central; fill: var(--ink); stroke: var(--card); stroke-width: 4; paint-order: stroke; }
.group-a { color: var(--accent); } .group-b { color: var(--bad); } .group-c { color: var(--good); } .group-d { color: var(--wait); } .group-e { color: var(--soft); }
.pinned { padding: .9rem 1.1rem; background: var(--good-paper); border-radius: .6rem; }
.comments p { margin-block-end: .25rem; }
article:target { background: var(--good-paper); box-shadow: 0 0 0 .5rem var(--good-paper); border-radius: .2rem; }
.by time { margin-inline-start: .4rem; } .act { font-size: .92rem; }
.official { padding: .1em .5em; font-size: .8rem; font-weight: 600; color: var(--on-accent); background: var(--accent); border-radius: 1em; }
footer { padding: 1.25rem max(1rem, calc((100% - 46rem) / 2)); color: var(--soft); font-size: .92rem; border-block-start: 1px solid var(--line); }
footer p { margin: 0; } footer a { color: inherit; }
address { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin-block-end: .5rem; font-style: normal; }
address a { display: inline-block; padding-block: .1rem; }
/* The desk is an application: it takes the whole window. */
main:has(> .desk) { max-inline-size: 100rem; padding: .75rem clamp(.5rem, 2vw, 1.5rem) 1.5rem; }
.desk { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.25rem; margin-block-end: .5rem; }
.desk h1 { flex: 1 0 auto; margin: 0; font-size: 1rem; letter-spacing: 0; color: var(--soft); }
.desk nav { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .95rem; }
.desk nav a { padding-block: .25rem; text-decoration: none; }
.desk nav a:hover { text-decoration: underline; }
.desk nav a[aria-current] { color: var(--ink); font-weight: 600; }
main:has(> vmeste-account, > vmeste-staff) h1 { margin: 0 0 .75rem; font-size: 1rem; letter-spacing: 0; text-align: center; color: var(--soft); }
/* Of the elements on it. */
main { --vmeste-accent: var(--accent); --vmeste-on-accent: var(--on-accent); --vmeste-danger: var(--bad); --vmeste-background: var(--card); --vmeste-line: var(--line); --vmeste-control: var(--edge); --vmeste-radius: .55rem; }
/* Until the element stands, what it replaces keeps its room unseen, for four seconds at most: nobody begins to type into what is about to go. */
@media (scripting: enabled) {
  :not(:defined) > .card { animation: unseen 4s step-end; }
  /* A poll on several pages is far shorter than all its questions: it stays unseen until the first page is there, and what comes below stays out of sight, so that nothing moves. */
  vmeste-poll > .card { animation: unseen 4s step-end; }
  main:has(> vmeste-poll) { min-height: 100vh; --vmeste-room: 100vh; }
  @keyframes unseen { from { visibility: hidden; } to { visibility: visible; } }
}
@media (max-width: 30rem) { .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-block-end: .6rem; } }
.poster { text-align: center; } .poster h1 { font-size: 2.25rem; } .poster .where { font-size: 1.5rem; } .poster img { max-width: 100%; height: auto; }
@page { margin: 15mm; }
@media print { .desk { display: none; } .site nav, .skip, form, .act { display: none; } body, .card { background: none; } .card { border: 0; padding: 0; } }
@media (forced-colors: active) { .wrong { border-inline-start-color: Mark; } .official, .done, .summary { border: 1px solid; } }
`.replace(/ *\/\*.*\*\/\n/g, '')

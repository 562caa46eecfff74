/** Of the page of snippets alone: the other pages need not load it. */
export const styles = `
main { max-inline-size: 78rem; }
.snippet { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
.snippet > * { min-inline-size: 0; margin: 0; }
fieldset { margin: 0 0 1.5rem; padding: 0; border: 0; min-inline-size: 0; }
legend { font-size: 1.15rem; }
select { display: block; inline-size: 100%; min-block-size: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: .5rem; }
pre { margin: 0 0 .5rem; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; font-size: .9rem; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
.part { margin-block: .75rem 1.25rem; } .part p { margin-block-end: .4rem; }
.part button { padding: .35rem 1rem; }
.state { margin-inline-start: .5rem; }
.preview { padding: 1.25rem; border: 1px solid var(--line); border-radius: .5rem; margin-block-end: 1.25rem; }
@media (min-width: 62rem) {
  .snippet { grid-template-columns: 22rem minmax(0, 1fr); align-items: start; }
  .snippet > form { position: sticky; inset-block-start: 1rem; max-block-size: calc(100vh - 2rem); overflow-y: auto; }
}
`

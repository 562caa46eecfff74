import { html, type TemplateResult } from 'lit'
import type { BuilderContext } from './context.js'
import type { Papers } from './paper/paper.js'

/** Where ballots on paper are entered; what it takes is fetched with it. */
export function paperPage({ host, say, titleOf }: BuilderContext, papers: Papers): TemplateResult {
  const { saved } = papers
  const title = titleOf(saved.titles) || say('untitled')
  if (saved.paper !== 'none') import('./paper/define.js').catch(() => {})
  return html`<h2 part="title" id="top" tabindex="-1"><bdi>${say('paperTitle', { title })}</bdi></h2>
    <p class="ways"><a href="#poll=${saved.id}">${say('toPoll')}</a></p>
    ${
      saved.paper === 'none'
        ? html`<p>${say('noPaper')}</p>`
        : html`<vmeste-poll-paper
            exportparts="question,option,field,input,button,error"
            .organization=${host.organization}
            .api=${host.api}
            .papers=${papers}
          ></vmeste-poll-paper>`
    }`
}

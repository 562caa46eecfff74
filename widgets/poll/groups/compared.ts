import type { Poll, PollGroups } from '../../../sdk/polls.js'
import type { Say } from '../../shared/texts.js'
import type { Block, blocksOf } from '../results/blocks.js'

type Question = Poll['questions'][number]
type Result = PollGroups['items'][number]['results'][number]

/** The answers of each group that is told, under its name; and, where that can be said, as all together would be weighted. */
export function groupsOf(
  about: Question,
  question: Question,
  { groups, weighted }: Result,
  { say, language, blocksOf: of }: { say: Say<'results'>; language: string; blocksOf: typeof blocksOf },
): Block[][] {
  const named = 'options' in about ? (about.options as readonly { id: string; title: string }[]) : []
  const compared = groups.map(({ id, result }) => {
    const name = named.find((option) => option.id === id)?.title ?? id
    const caption = `${name} (${say('votes', { count: result.answered })})`
    return of(question, result, say, language).map((block) => (block.kind === 'bars' ? { ...block, caption } : block))
  })
  if (!weighted) return compared
  const most = Math.max(...weighted.map(({ share }) => share))
  const titleOf = (id: string) => {
    const options = 'options' in question ? (question.options as readonly { id: string; title: string }[]) : []
    return options.find((option) => option.id === id)?.title ?? (id === 'other' ? say('other') : id)
  }
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const bars: Block = {
    kind: 'bars',
    caption: say('weighted'),
    isShort: question.type === 'scale',
    rows: weighted.map(({ id, share }) => ({
      title: titleOf(id),
      mark: '',
      part: share,
      share: percent.format(share),
      amount: '',
      leads: share > 0 && share === most,
    })),
  }
  return [...compared, [bars]]
}

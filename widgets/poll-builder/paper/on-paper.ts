import type { Poll } from '../../../sdk/polls.js'

/**
 * The poll as it was printed: on one page, in the order of its list, without photos. Options bear the digit that chooses
 * them. Whose sheet it is was looked at where it was cast.
 */
export function onPaper({ isListed: _, eligibility: __, ...poll }: Poll): Poll {
  return {
    ...poll,
    isPlain: false,
    questions: poll.questions.map(({ page: _, ...question }) => {
      const asked = { ...question, ...('isShuffled' in question && { isShuffled: false }) }
      if (asked.type !== 'single' && asked.type !== 'multiple' && asked.type !== 'matrix') return asked
      const options = asked.options.map(
        ({ photo: _, ...option }: { photo?: unknown; id: string; title: string }, index) => ({
          ...option,
          title: index < 9 ? `${index + 1} · ${option.title}` : option.title,
        }),
      )
      return { ...asked, options } as Poll['questions'][number]
    }),
  }
}

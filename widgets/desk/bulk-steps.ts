import type { AppealStatus, NewTransition, StaffAppeal } from '../../sdk/appeals.js'

type Field = StaffAppeal['transitions'][number]['requires'][number]
export interface CommonStep {
  to: AppealStatus
  /** What any of them demands. */
  requires: Field[]
}

/** The steps that each of the appeals can take, for whoever asks. */
export function commonSteps(appeals: readonly Pick<StaffAppeal, 'transitions'>[]): CommonStep[] {
  const [first, ...others] = appeals.map(({ transitions }) => transitions)
  return (first ?? []).flatMap(({ to, requires }) => {
    const alike = others.map((transitions) => transitions.find((step) => step.to === to))
    const all = [...new Set([...requires, ...alike.flatMap((step) => step?.requires ?? [])])]
    // Where each is forwarded to is for each its own.
    return alike.includes(undefined) || all.includes('organization') ? [] : { to, requires: all }
  })
}

/** What is sent for each of them. */
export const stepOf = (
  { to, requires }: CommonStep,
  given: { text?: string; responsible?: string; until?: string; into?: string },
): NewTransition => ({
  to,
  text: given.text || undefined,
  responsible: requires.includes('responsible') ? given.responsible : undefined,
  until: requires.includes('until') ? given.until : undefined,
  into: requires.includes('into') ? Number(given.into) : undefined,
})

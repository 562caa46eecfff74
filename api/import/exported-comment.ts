/** A comment as another system has written it down. */
export interface ExportedComment {
  /** As it is called there: coming again, it is known by this. */
  id: string
  /** The comment it answers. */
  parent: string | null
  /** The address of the page it stands under. */
  page: string | null
  name: string | null
  /** HTML. */
  content: string
  /** Undefined where none is told that can be read. */
  createdAt: Date | undefined
  /** Why it is not for everyone there. */
  leftOut?: LeftOut | undefined
}

/** `machine`: what websites tell each other by themselves; `unapproved`: what waited there for somebody to look. */
export type LeftOut = 'spam' | 'deleted' | 'unapproved' | 'machine'

export const readMoment = (text: string): Date | undefined => {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Holds what came in until it is taken, in order. */
export interface Mailbox<Letter> {
  /** False when it is full, and then closes: better to end than to grow, or to leave a gap. */
  put(letter: Letter): boolean
  /** The next letter, else `silence` after so many milliseconds without one, else `closed`. One taker at a time. */
  take(patience: number): Promise<Letter | 'silence' | 'closed'>
  close(): void
}

export function createMailbox<Letter extends object>(capacity: number): Mailbox<Letter> {
  const letters: Letter[] = []
  let isClosed = false
  let wake = () => {}
  const close = () => {
    isClosed = true
    wake()
  }
  return {
    close,
    put(letter) {
      if (letters.length >= capacity) close()
      if (isClosed) return false
      letters.push(letter)
      wake()
      return true
    },
    async take(patience) {
      if (letters.length === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patience)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      return isClosed ? 'closed' : (letters.shift() ?? 'silence')
    },
  }
}

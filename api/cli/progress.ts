import type { Terminal } from './context.js'

/** Milliseconds: often enough to watch, seldom enough for a log. */
const REDRAW_EVERY = 100
const LINE_EVERY = 5_000
const WIDTH = 24

/** How far a long work is: one line that is redrawn for a person, a line now and then for a log. */
export function createProgress(terminal: Terminal, clock: () => number = () => performance.now()) {
  const began = clock()
  let lastDrawn = terminal.isInteractive ? Number.NEGATIVE_INFINITY : began
  let isDrawn = false
  const clear = () => {
    if (isDrawn) terminal.write(`\r${' '.repeat(Math.max(0, terminal.columns - 1))}\r`)
    isDrawn = false
  }
  return {
    /** @param share of the whole, 0 to 1. */
    show({ share, rows }: { share: number; rows: number }) {
      const time = clock()
      if (time - lastDrawn < (terminal.isInteractive ? REDRAW_EVERY : LINE_EVERY)) return
      lastDrawn = time
      const done = Math.round(Math.min(1, share) * WIDTH)
      const percent = `${Math.floor(Math.min(1, share) * 100)}%`.padStart(4)
      const pace = Math.round(rows / Math.max(0.001, (time - began) / 1000))
      const said = `${percent}  ${rows} rows  ${pace} rows/s`
      if (!terminal.isInteractive) return terminal.write(`${said.trim()}\n`)
      clear()
      terminal.write(`${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${said}`.slice(0, terminal.columns - 1))
      isDrawn = true
    },
    /** Says a line without breaking the one that is redrawn. */
    say(line: string) {
      clear()
      terminal.write(`${line}\n`)
    },
    end: clear,
  }
}

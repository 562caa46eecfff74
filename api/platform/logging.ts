import { type DestinationStream, pino } from 'pino'
import type { Log } from './services.js'
import type { Settings } from './settings.js'

/** JSON lines on standard error. What is written must name no person: no text, contact, address of a network or of a page. */
export const createLog = (
  { LOG_LEVEL }: Pick<Settings, 'LOG_LEVEL'>,
  // At once: the line that says why a process ended must not be lost with it.
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log =>
  pino(
    {
      level: LOG_LEVEL,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )

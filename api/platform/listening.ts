import type { Server } from 'node:http'
import { type Settings, SettingsError } from './settings.js'

/** Milliseconds. A request under way has so many to finish when the server stops. */
export const FINISH_WITHIN = 5_000
const CLOSE_IDLE_EVERY = 50

/**
 * Milliseconds, for who sends so slowly that he only holds a connection: the head of a request comes at once, a photo
 * may take minutes on a weak network. Heads of more than 16 KB are refused.
 */
export const patience = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 3_000,
  maxHeaderSize: 16 * 1024,
}

export interface Listening {
  /** Takes no more connections, and waits for what is under way. */
  stop(): Promise<void>
}

/** @throws {SettingsError} when the port or address cannot be had. */
export function listen(server: Server, { PORT, HOST }: Pick<Settings, 'PORT' | 'HOST'>): Promise<Listening> {
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // Else a connection whose last answer is given would be kept open for the next request.
    const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY)
    const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN)
    await closed
    clearInterval(idle)
    clearTimeout(late)
  }
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, { PORT, HOST })))
    server.listen(PORT, HOST, () => resolve({ stop }))
  })
}

function refusal(error: NodeJS.ErrnoException, { PORT, HOST }: Pick<Settings, 'PORT' | 'HOST'>): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingsError(`Port ${PORT} is taken: stop what listens there, or set PORT to another.`)
    case 'EACCES':
      return new SettingsError(`Port ${PORT} may not be opened by this user: set PORT to another, above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError(`HOST ${HOST} is not an address of this machine.`)
    default:
      return error
  }
}

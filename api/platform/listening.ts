import type { ServerResponse } from 'node:http'
import type { ServerType } from '@hono/node-server'
import { type Settings, SettingsError } from './settings.js'

/** Milliseconds that a request under way has to finish when the server stops. */
const FINISH_WITHIN = 5_000

export interface Listening {
  /** Takes no more connections, and waits for what is under way. */
  stop(): Promise<void>
}

/** @throws {SettingsError} when the port or address cannot be had. */
export function listen(server: ServerType, { PORT, HOST }: Pick<Settings, 'PORT' | 'HOST'>): Promise<Listening> {
  const underWay = new Set<ServerResponse>()
  server.on('request', (_request, response: ServerResponse) => {
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
  })
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
    const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), FINISH_WITHIN)
    await closed
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

import type { Log } from '../platform/services.js'

/**
 * Keeps the server alive when its database goes away in the middle of a write: postgres.js throws then from a timer, or
 * rejects what nobody holds (porsager/postgres #1154, #1208), after it has refused the queries themselves. Readiness tells
 * that the database is away. Anything else ends the process, as it would by itself.
 */
export function surviveLostConnections(log: Log): void {
  process.on('uncaughtException', (error: Error & { code?: string }) => {
    const isLost = /^(ECONNREFUSED|ECONNRESET|EPIPE|CONNECTION_\w+)$/.test(error.code ?? '')
    if (isLost || /postgres\/(src|cjs\/src)\/connection\.js/.test(error.stack ?? '')) {
      log.error({ cause: error.code ?? error.name }, 'the connection to the database was lost in the middle of a write')
      return
    }
    process.stderr.write(`${error.stack}\n`)
    process.exit(1)
  })
}

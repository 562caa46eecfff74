import type { DatabaseConnection } from '../platform/database.js'
import { holdFolder } from '../platform/hold.js'
import { openDatabase } from '../platform/open-database.js'
import type { Settings } from '../platform/settings.js'
import type { CommandContext } from './context.js'
import { explainFolder } from './explain.js'
import { createCommandServer } from './forward.js'

/**
 * Opens the database for this process: a server's, or the embedded one with its folder held, so that commands from other
 * terminals come here.
 * @throws {FolderInUse} when another process has the embedded one.
 */
export async function openHeldDatabase(
  settings: Settings,
  now: CommandContext['now'],
  progress: (step: string) => void,
): Promise<DatabaseConnection & { interruptCommands(): Promise<unknown> }> {
  if (settings.DATABASE_URL) {
    return { ...(await openDatabase(settings, progress)), interruptCommands: async () => {} }
  }
  let opened: (connection: DatabaseConnection) => void = () => {}
  const opening = new Promise<DatabaseConnection>((resolve) => {
    opened = resolve
  })
  const commands = createCommandServer({
    settings: () => settings,
    now,
    // A command that comes while the server still starts waits for it.
    database: async () => (await opening).database,
  })
  const folder = settings.VMESTE_DATA
  const hold = await holdFolder(folder, commands.answer).catch((error) => {
    throw explainFolder(error, folder)
  })
  try {
    const connection = await openDatabase(settings, progress)
    opened(connection)
    return {
      ...connection,
      interruptCommands: commands.interrupt,
      close: async () => {
        await commands.idle()
        await connection.close()
        await hold.release()
      },
    }
  } catch (error) {
    await hold.release()
    throw explainFolder(error, folder)
  }
}

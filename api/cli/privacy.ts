import { Command } from 'commander'
import { createSealing } from '../platform/sealing.js'
import { readSecret } from '../platform/secret.js'
import { reseal } from '../privacy/reseal.js'
import { type CommandContext, CommandError, INTERRUPTED, REFUSED } from './context.js'

export function privacyCommands(context: CommandContext): Command {
  const commands = new Command('privacy').description('what is kept of people')
  commands
    .command('rotate')
    .description('seal contacts anew with the first key of VMESTE_KEYS; the others may go when nothing is left')
    .action(async () => {
      const settings = context.settings()
      const database = await context.database()
      const sealing = await createSealing(settings, await readSecret(database, settings))
      const { signal, stderr, stdout } = context
      const { done, left, lost } = await reseal(database, sealing, {
        isOver: () => signal.aborted,
        progress: (count) => stderr.isInteractive && stderr.write(`\r${count} sealed anew`),
      })
      if (done > 0 && stderr.isInteractive) stderr.write('\n')
      stdout.write(`Sealed anew with the key ${sealing.currentKey}: ${done}. Left under other keys: ${left}.\n`)
      const gone = Object.entries(lost).map(([key, count]) => `${key} (${count})`)
      if (gone.length > 0) throw new CommandError(`Cannot be opened, VMESTE_KEYS lacks their keys: ${gone.join(', ')}.`)
      if (left > 0) {
        const code = signal.aborted ? INTERRUPTED : REFUSED
        throw new CommandError('Run it again: what is done stays done.', code)
      }
    })
  return commands
}

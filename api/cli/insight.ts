import { Command } from 'commander'
import { rebuild } from '../insight/bookkeeper.js'
import { listAllSettings } from '../organizations/every.js'
import { type CommandContext, CommandError, INTERRUPTED } from './context.js'
import { findOrganization } from './organization-option.js'

export function insightCommands(context: CommandContext): Command {
  const commands = new Command('insight').description('the figures that leaders and the public read')
  commands
    .command('rebuild')
    .description('count everything anew from the events; until it is done, the figures stay as they were')
    .option('--organization <id>', 'only for one organization and those below it')
    .action(async ({ organization }: { organization?: string }) => {
      const database = await context.database()
      if (organization) await findOrganization(database, organization)
      const { signal, stderr, stdout, now } = context
      for (const each of await listAllSettings(database, organization)) {
        if (signal.aborted) throw new CommandError('Run it again for those that are left.', INTERRUPTED)
        let counted = 0
        const progress = (count: number) => {
          counted = count
          if (stderr.isInteractive) stderr.write(`\r${each.id}: ${count}`)
        }
        const isDone = await rebuild(database, each, { now, progress })
        if (stderr.isInteractive) stderr.write('\r')
        stdout.write(isDone ? `${each.id}: ${counted} appeals counted.\n` : `${each.id}: is being counted already.\n`)
      }
    })
  return commands
}

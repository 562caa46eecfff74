import { Command } from 'commander'
import { createSealing } from '../platform/sealing.js'
import { readSecret } from '../platform/secret.js'
import { reseal } from '../privacy/reseal.js'
import { type Retained, retain } from '../privacy/retention.js'
import { type CommandContext, CommandError, INTERRUPTED, REFUSED } from './context.js'
import { findOrganization } from './organization-option.js'
import { table } from './table.js'

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
  commands
    .command('run')
    .description('do now what the organizations promised about how long things are kept; the server does it hourly')
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .option('--organization <id>', 'only for one organization and those below it')
    .action(async ({ dryRun, organization }: { dryRun: boolean; organization?: string }) => {
      const database = await context.database()
      if (organization) await findOrganization(database, organization)
      const { signal, stdout, stderr } = context
      const isOver = () => signal.aborted
      const done = await retain(database, context.now(), { isDryRun: dryRun, organization, isOver })
      stdout.write(table(done.map((row) => toRow(row, dryRun))))
      if (done.length === 0) stderr.write('No organization has set how long anything is kept: all is.\n')
      if (signal.aborted) throw new CommandError('Run it again: what is done stays done.', INTERRUPTED)
    })
  return commands
}

function toRow(
  { organizationId, what, categories, isOfOthers, action, afterDays, count }: Retained,
  isDryRun: boolean,
) {
  const names = categories.join(', ')
  const which = names && (isOfOthers ? ` but ${names}` : ` of ${names}`)
  const verb = { delete: ['to erase', 'erased'], anonymize: ['to make anonymous', 'made anonymous'] }[action]
  return [organizationId, `${what}${which}`, `after ${afterDays} days`, `${count} ${verb[isDryRun ? 0 : 1]}`]
}

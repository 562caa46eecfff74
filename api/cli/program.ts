import { Command, CommanderError } from 'commander'
import { FolderInUse } from '../platform/hold.js'
import { campaignCommands } from './campaign.js'
import type { CommandContext } from './context.js'
import { CommandError } from './context.js'
import { discussionCommands } from './discussion.js'
import { docsCommand } from './docs.js'
import { explain } from './explain.js'
import { importCommands } from './import.js'
import { insightCommands } from './insight.js'
import { keyCommands } from './key.js'
import { organizationCommands } from './organization.js'
import { partnerCommands } from './partner.js'
import { pollCommands } from './poll.js'
import { privacyCommands } from './privacy.js'
import { settingsCommand } from './settings.js'
import { sourceCommands } from './source.js'
import { staffCommands } from './staff.js'
import { verifyCommands } from './verify.js'

/**
 * Runs one command and answers its exit code.
 * @throws {FolderInUse} when another process has the embedded database: the caller forwards the command to it.
 */
export async function run(argv: readonly string[], context: CommandContext): Promise<number> {
  try {
    await createProgram(context).parseAsync([...argv], { from: 'user' })
    return 0
  } catch (error) {
    // Commander has already said what is wrong with the words of the command.
    if (error instanceof CommanderError) return error.exitCode
    if (error instanceof FolderInUse) throw error
    const said = explain(error)
    context.stderr.write(`${said ?? (error instanceof Error ? error.stack : String(error))}\n`)
    return error instanceof CommandError ? error.exitCode : 1
  }
}

function createProgram(context: CommandContext): Command {
  const program = new Command('vmeste')
    .description('Lets a town hear its residents and answer them on its own website.')
    .helpOption('-h, --help', 'show this')
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Every command works beside a running "vmeste serve", on the embedded database too.
"vmeste settings" lists the environment variables.

Examples:
  vmeste serve --demo
  vmeste staff invite --organization ugra --role administrator --email anna@ugra.example
  vmeste key create --organization ugra --role officer
  vmeste import appeals requests.csv --organization nyc --mapping nyc-311.mapping.json --time-zone America/New_York`,
    )
  const { serve } = context
  if (serve) {
    program
      .command('serve')
      .description('start the API, and everything that pages load from it')
      .option('--demo', 'with a region and towns to try it on, and example pages', false)
      .action((options: { demo: boolean }) => serve(options))
  }
  for (const command of [
    keyCommands(context),
    organizationCommands(context),
    campaignCommands(context),
    pollCommands(context),
    discussionCommands(context),
    importCommands(context),
    insightCommands(context),
    privacyCommands(context),
    staffCommands(context),
    partnerCommands(context),
    sourceCommands(context),
    verifyCommands(context),
    settingsCommand(context),
    docsCommand(context),
  ]) {
    program.addCommand(command)
  }
  // Inherited only by what is made after it, so it is handed to each: nothing here ends the process, or writes past the context.
  for (const command of everyCommand(program)) {
    command
      .exitOverride()
      .showHelpAfterError('(--help shows how)')
      .configureOutput({
        writeOut: (text) => context.stdout.write(text),
        writeErr: (text) => context.stderr.write(text),
        getOutHelpWidth: () => context.stdout.columns,
        getErrHelpWidth: () => context.stderr.columns,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      })
  }
  return program
}

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)]

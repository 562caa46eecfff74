import path from 'node:path'
import { Command } from 'commander'
import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { inOrganization } from '../platform/database.js'
import { slug } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { phaseAt } from '../platform/period.js'
import { Problem } from '../platform/problems.js'
import { createSealing } from '../platform/sealing.js'
import { readSecret } from '../platform/secret.js'
import { pollDefinitionSchema } from '../polls/definition.js'
import { addToList, votersFor } from '../polls/list.js'
import { setPoll } from '../polls/manage.js'
import { newPaperBallotSchema } from '../polls/paper/contract.js'
import { enterSheet } from '../polls/paper/sheets.js'
import { polls } from '../polls/tables.js'
import { checked } from './checked.js'
import { type CommandContext, CommandError } from './context.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { readText } from './read-text.js'
import { table } from './table.js'

interface Given {
  organization: string
}

/** As `PUT` takes it, with its id; what an export tells beside is let go. */
const pollFile = pollDefinitionSchema.safeExtend({ id: slug })

export function pollCommands(context: CommandContext): Command {
  const rowsOf = async (organizationId: string) => {
    const database = await context.database()
    const organization = await resolveOrganization(database, organizationId, context.now)
    const rows = await inOrganization(database, organizationId, (transaction) =>
      transaction.select().from(polls).where(eq(polls.organizationId, organizationId)).orderBy(desc(polls.opensAt)),
    )
    return { database, organization, rows }
  }

  const commands = new Command('poll').description('polls: what they ask, as files')
  commands
    .command('list')
    .description('all polls, drafts too')
    .addOption(organizationOption())
    .action(async ({ organization: id }: Given) => {
      const { organization, rows } = await rowsOf(id)
      const lines = rows.map((poll) => [
        poll.id,
        poll.state === 'draft' ? 'draft' : phaseAt(poll, context.now()),
        `${poll.opensAt.toISOString()} – ${poll.closesAt.toISOString()}`,
        localize(poll.titles, organization.settings.languages[0] ?? 'en'),
      ])
      context.stdout.write(table(lines))
    })
  commands
    .command('export')
    .description('print what a poll asks, as JSON')
    .argument('<id>')
    .addOption(organizationOption())
    .action(async (id: string, { organization }: Given) => {
      const { rows } = await rowsOf(organization)
      const poll = rows.find((candidate) => candidate.id === id)
      if (!poll) throw new CommandError(`${organization} has no poll ${id}: "vmeste poll list" names them.`)
      const { organizationId: _, state: __, version: ___, ...file } = poll
      context.stdout.write(`${JSON.stringify(file, null, 2)}\n`)
    })
  commands
    .command('import')
    .description('make the poll of a file, as a draft, or change one that has not opened')
    .argument('<file>', 'JSON, as "vmeste poll export" prints it')
    .addOption(organizationOption())
    .action(async (file: string, { organization: organizationId }: Given) => {
      const { id, ...given } = checked(pollFile, await jsonIn(context, file))
      const { database, organization } = await rowsOf(organizationId)
      const { timeZone, identity } = organization.settings
      const { poll, isNew } = await inOrganization(database, organizationId, (transaction) =>
        setPoll(transaction, { organizationId, id }, given, {
          actor: 'command',
          at: context.now(),
          timeZone,
          ways: identity.polls,
        }),
      ).catch((error: unknown) => {
        throw error instanceof Problem && error.code === 'poll-opened'
          ? new CommandError(`${id} has opened: what voters were asked stays. Import the file under another id.`)
          : error
      })
      const state = poll.state === 'draft' ? ', a draft until it is published' : ''
      context.stderr.write(`${isNew ? 'Made' : 'Changed'} ${id}${state}.\n`)
    })
  commands
    .command('roll')
    .description('put people on the list of those who may vote, by their e-mail addresses')
    .argument('<id>', 'of the poll')
    .argument('<file>', 'one address a line; of a table the first column; kept is a keyed hash of each')
    .addOption(organizationOption())
    .action(async (id: string, file: string, { organization: organizationId }: Given) => {
      const { database, rows } = await rowsOf(organizationId)
      const poll = rows.find((candidate) => candidate.id === id)
      if (!poll) throw new CommandError(`${organizationId} has no poll ${id}: "vmeste poll list" names them.`)
      const people = addressesIn(await readText(path.resolve(context.cwd, file), file), file)
      const voters = await votersFor(await readSecret(database, context.settings()), poll, people)
      const by = { actor: 'command', at: context.now() }
      const listed = await inOrganization(database, organizationId, (transaction) =>
        addToList(transaction, poll, voters, by),
      )
      const hint = poll.isListed ? '' : ` Nobody looks at it until the poll says "isListed": true.`
      context.stderr.write(`${listed} people are on the list of ${id}.${hint}\n`)
    })
  commands
    .command('paper')
    .description('enter ballots cast on paper, all of a file or none')
    .argument('<id>', 'of the poll')
    .argument('<file>', 'JSON Lines: {"sheet": "B-0417", "answers": {…}}')
    .addOption(organizationOption())
    .action(async (id: string, file: string, { organization: organizationId }: Given) => {
      const database = await context.database()
      await resolveOrganization(database, organizationId, context.now)
      const lines = (await readText(path.resolve(context.cwd, file), file)).split(/\r?\n/)
      const sealing = await createSealing(context.settings(), await readSecret(database, context.settings()))
      const by = { actor: 'command', isPerson: false, at: context.now(), sealing }
      let entered = 0
      await inOrganization(database, organizationId, async (transaction) => {
        for (const [index, line] of lines.entries()) {
          if (line.trim() === '') continue
          const given = newPaperBallotSchema.safeParse(read(line))
          if (!given.success)
            throw new CommandError(`${file}:${index + 1} is no sheet: ${given.error.issues[0]?.message}.`)
          await enterSheet(transaction, { organizationId, id }, given.data, by).catch((error: unknown) => {
            if (!(error instanceof Problem)) throw error
            const where = error.members.errors?.[0]
            throw new CommandError(
              `${file}:${index + 1}: ${where ? `${where.pointer} ${where.code}` : error.code}. Nothing was entered.`,
            )
          })
          entered += 1
        }
      })
      context.stderr.write(`${entered} sheets entered in ${id}.\n`)
    })
  return commands
}

const read = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Of a table the first column; a heading is let go. @throws {CommandError} with the line that is no address. */
function addressesIn(text: string, file: string): { email: string }[] {
  const lines = text.split(/\r?\n/).map((line) => (line.split(/[,;\t]/)[0] ?? '').trim().replace(/^"|"$/g, ''))
  return lines.flatMap((line, index) => {
    if (line === '' || (index === 0 && !line.includes('@'))) return []
    if (!z.email().safeParse(line).success) throw new CommandError(`${file}:${index + 1} is not an e-mail address.`)
    return [{ email: line }]
  })
}

async function jsonIn({ cwd }: CommandContext, file: string): Promise<unknown> {
  const text = await readText(path.resolve(cwd, file), file)
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(`${file} is not JSON.`)
  }
}

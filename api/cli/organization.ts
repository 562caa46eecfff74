import { Command, InvalidArgumentError, Option } from 'commander'
import { eq } from 'drizzle-orm'
import { type OrganizationSettings, organizationSettings } from '../organizations/settings.js'
import { organizations } from '../organizations/tables.js'
import { type Localized, localized, slug } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { type CommandContext, CommandError } from './context.js'
import { findOrganization } from './organization-option.js'
import { table } from './table.js'

const kinds = ['federal', 'regional', 'municipal', 'institution'] as const

interface Given {
  parent?: string
  kind: (typeof kinds)[number]
  name: Localized
  settings: OrganizationSettings
}

export function organizationCommands(context: CommandContext): Command {
  const commands = new Command('organization').description('the tree of organizations')
  commands
    .command('create')
    .description('add an organization to the tree')
    .argument('<id>', 'what it is called in addresses: lower-case letters, digits and hyphens')
    .addOption(new Option('--kind <kind>', 'its level').choices(kinds).default('municipal'))
    .option('--parent <id>', 'the organization above it')
    .option('--name <language=name>', 'its name; again for each language', named, {})
    .option('--settings <json>', 'what it does not inherit, as JSON', parsedSettings, {})
    .addHelpText(
      'after',
      `
Example:
  vmeste organization create nyc --name en="New York City" \\
    --settings '{"languages":["en"],"timeZone":"America/New_York","appealsVisibility":"public"}'`,
    )
    .action(async (id: string, { parent, kind, name, settings }: Given) => {
      if (!slug.safeParse(id).success) {
        throw new CommandError(
          `${id} cannot be an organization's id: lower-case letters, digits and hyphens, at most 64.`,
        )
      }
      if (Object.keys(name).length === 0) throw new CommandError('Give it a name: --name en="...".')
      const database = await context.database()
      const above = parent ? (await findOrganization(database, parent)).path : []
      const added = await database
        .insert(organizations)
        .values({ id, path: [...above, id], kind, names: name, settings, createdAt: context.now() })
        .onConflictDoNothing()
        .returning({ id: organizations.id })
      if (added.length === 0) throw new CommandError(`There is an organization ${id} already.`)
      context.stderr.write(`Added ${[...above, id].join(' › ')}.\n`)
    })
  commands
    .command('set')
    .description('change names or settings; what is not given stays')
    .argument('<id>')
    .option('--name <language=name>', 'a name; again for each language', named, {})
    .option(
      '--settings <json>',
      'settings to replace, as JSON; null takes one back to what is inherited',
      parsedChanges,
      {},
    )
    .addHelpText(
      'after',
      `\nExample:\n  vmeste organization set surgut --settings '{"allowedOrigins":["https://surgut.example"]}'`,
    )
    .action(async (id: string, given: { name: Localized; settings: Record<string, unknown> }) => {
      const database = await context.database()
      const found = await findOrganization(database, id)
      const merged = Object.entries({ ...found.settings, ...given.settings }).filter(([, value]) => value !== null)
      await database
        .update(organizations)
        .set({ names: { ...found.names, ...given.name }, settings: Object.fromEntries(merged) })
        .where(eq(organizations.id, id))
      context.stderr.write(`Changed ${id}; a running server follows within ten seconds.\n`)
    })
  commands
    .command('list')
    .description('the tree')
    .action(async () => {
      const database = await context.database()
      const found = await database.select().from(organizations)
      const key = ({ path }: (typeof found)[number]) => path.join('\u0000')
      found.sort((a, b) => (key(a) < key(b) ? -1 : 1))
      const rows = found.map(({ id, path, kind, names, settings }) => [
        `${'  '.repeat(path.length - 1)}${id}`,
        kind,
        localize(names, settings.languages?.[0] ?? 'en'),
      ])
      context.stdout.write(table(rows))
    })
  return commands
}

function named(value: string, before: Localized): Localized {
  const at = value.indexOf('=')
  const result = localized.safeParse({ ...before, [value.slice(0, Math.max(0, at))]: value.slice(at + 1).trim() })
  if (at < 1 || !result.success) throw new InvalidArgumentError('It is a language and a name: en="New York City".')
  return result.data
}

const parsedSettings = (value: string): OrganizationSettings => {
  const settings = organizationSettings.strict().safeParse(json(value))
  if (!settings.success) {
    const causes = settings.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`)
    throw new InvalidArgumentError(`${causes.join('; ')}.`)
  }
  const { timeZone } = settings.data
  if (timeZone && !isTimeZone(timeZone)) throw new InvalidArgumentError(`timeZone: ${timeZone} is not one of IANA's.`)
  return settings.data
}

function parsedChanges(value: string): Record<string, unknown> {
  const changes = json(value)
  if (typeof changes !== 'object' || changes === null) throw new InvalidArgumentError('It is a JSON object.')
  const set = Object.fromEntries(Object.entries(changes).filter(([, setting]) => setting !== null))
  return { ...changes, ...parsedSettings(JSON.stringify(set)) }
}

function json(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    throw new InvalidArgumentError('It is not JSON.')
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

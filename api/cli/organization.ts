import path from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { kinds, newOrganizationSchema, organizationChangeSchema } from '../organizations/administration.js'
import { changeOrganization, createOrganization } from '../organizations/manage.js'
import { organizations } from '../organizations/tables.js'
import { toAdministration } from '../organizations/view.js'
import { type Localized, localized } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import { checked } from './checked.js'
import { type CommandContext, CommandError } from './context.js'
import { findOrganization } from './organization-option.js'
import { readText } from './read-text.js'
import { table } from './table.js'

interface Given {
  parent?: string
  kind?: (typeof kinds)[number]
  name: Localized
  settings?: unknown
  territory?: string
}

export function organizationCommands(context: CommandContext): Command {
  const by = () => ({ actor: 'command', at: context.now() })
  const change = async (id: string, given: Parameters<typeof changeOrganization>[2]) => {
    const database = await context.database()
    await findOrganization(database, id)
    await database.transaction((transaction) => changeOrganization(transaction, id, given, by()))
    context.stderr.write(`Changed ${id}; a running server follows within ten seconds.\n`)
  }

  const commands = new Command('organization').description('the tree of organizations')
  commands
    .command('create')
    .description('add an organization to the tree')
    .argument('<id>', 'what it is called in addresses: lower-case letters, digits and hyphens')
    .addOption(new Option('--kind <kind>', 'its level').choices(kinds).default('municipal'))
    .option('--parent <id>', 'the organization above it')
    .option('--name <language=name>', 'its name; again for each language', named, {})
    .option('--settings <json>', 'what it does not inherit, as JSON', json, {})
    .option('--territory <file>', 'where it is responsible: a GeoJSON Polygon or MultiPolygon')
    .addHelpText(
      'after',
      `
Example:
  vmeste organization create nyc --name en="New York City" \\
    --settings '{"languages":["en"],"timeZone":"America/New_York","appealsVisibility":"public"}'`,
    )
    .action(async (id: string, { parent, kind, name, settings, territory }: Given) => {
      if (Object.keys(name).length === 0) throw new CommandError('Give it a name: --name en="...".')
      const given = checked(newOrganizationSchema, {
        id,
        kind,
        names: name,
        settings,
        ...(territory && { territory: await geometryIn(context, territory) }),
      })
      const database = await context.database()
      if (parent) await findOrganization(database, parent)
      const { path } = await database
        .transaction((transaction) => createOrganization(transaction, { ...given, parent: parent ?? null }, by()))
        .catch((error: unknown) => {
          const isTaken = error instanceof Problem && error.members.errors?.some(({ code }) => code === 'taken')
          throw isTaken ? new CommandError(`There is an organization ${id} already.`) : error
        })
      context.stderr.write(`Added ${path.join(' › ')}.\n`)
    })
  commands
    .command('set')
    .description('change names or settings; what is not given stays')
    .argument('<id>')
    .addOption(new Option('--kind <kind>', 'its level').choices(kinds))
    .option('--name <language=name>', 'a name; again for each language', named, {})
    .option('--settings <json>', 'a JSON Merge Patch: null takes a setting back to what is inherited', json)
    .option('--territory <file>', 'a GeoJSON Polygon or MultiPolygon; "none" takes it away')
    .addHelpText(
      'after',
      `\nExample:\n  vmeste organization set surgut --settings '{"allowedOrigins":["https://surgut.example"]}'`,
    )
    .action(async (id: string, { kind, name, settings, territory }: Given) =>
      change(
        id,
        checked(organizationChangeSchema, {
          kind,
          names: name,
          settings,
          ...(territory && { territory: territory === 'none' ? null : await geometryIn(context, territory) }),
        }),
      ),
    )
  commands
    .command('move')
    .description('put it, with all below it, beneath another organization')
    .argument('<id>')
    .option('--parent <id>', 'the organization that is to be above it; without, it becomes a root')
    .action((id: string, { parent = null }: { parent?: string | null }) => change(id, { parent }))
  commands
    .command('retire')
    .description('end it: its addresses answer 410, what it holds stays')
    .argument('<id>')
    .action((id: string) => change(id, { retired: true }))
  commands
    .command('restore')
    .description('bring a retired one back')
    .argument('<id>')
    .action((id: string) => change(id, { retired: false }))
  commands
    .command('show')
    .description('what it sets, what is in force, and where each comes from, as JSON')
    .argument('<id>')
    .action(async (id: string) => {
      const database = await context.database()
      const shown = await toAdministration(database, await findOrganization(database, id))
      context.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`)
    })
  commands
    .command('list')
    .description('the tree')
    .action(async () => {
      const database = await context.database()
      const { id, path, kind, names, settings, retiredAt } = organizations
      const found = await database.select({ id, path, kind, names, settings, retiredAt }).from(organizations)
      const key = ({ path }: (typeof found)[number]) => path.join('\u0000')
      found.sort((a, b) => (key(a) < key(b) ? -1 : 1))
      const rows = found.map(({ id, path, kind, names, settings, retiredAt }) => [
        `${'  '.repeat(path.length - 1)}${id}`,
        kind,
        localize(names, settings.languages?.[0] ?? 'en'),
        ...(retiredAt ? ['retired'] : []),
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

/** As a bare geometry, or as the one feature in the file. */
async function geometryIn({ cwd }: CommandContext, file: string): Promise<unknown> {
  const text = await readText(path.resolve(cwd, file), file)
  try {
    const read = JSON.parse(text)
    return read?.type === 'Feature' ? read.geometry : read
  } catch {
    throw new CommandError(`${file} is not JSON.`)
  }
}

function json(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    throw new InvalidArgumentError('It is not JSON.')
  }
}

import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { partnersOf, putPartner, removePartner } from '../forwarding/partners.js'
import { newPartnerSchema } from '../forwarding/partners-contract.js'
import { inOrganization } from '../platform/database.js'
import { slug } from '../platform/fields.js'
import { Problem } from '../platform/problems.js'
import { createSealing } from '../platform/sealing.js'
import { readSecret } from '../platform/secret.js'
import { checked } from './checked.js'
import { type CommandContext, CommandError } from './context.js'
import { findOrganization, organizationOption } from './organization-option.js'
import { readText } from './read-text.js'
import { table } from './table.js'

interface Given {
  organization: string
}
interface Put extends Given {
  url: string
  service: string
  name: Record<string, string>
  jurisdiction?: string
  map?: Record<string, string>
  key?: string
  shareContact?: true
  files?: true
}

export function partnerCommands(context: CommandContext): Command {
  const by = () => ({ actor: 'command', at: context.now() })
  const commands = new Command('partner').description(
    'to whom outside this installation appeals are forwarded by Open311',
  )
  commands
    .command('list')
    .description('those of an organization, without their keys')
    .addOption(organizationOption())
    .action(async ({ organization }: Given) => {
      const database = await context.database()
      const { id } = await findOrganization(database, organization)
      const rows = (await partnersOf(database, id)).map(({ id, url, hasKey, waiting, names }) => [
        id,
        url,
        hasKey ? 'with a key' : 'without a key',
        `${waiting} waiting`,
        Object.values(names)[0] ?? '',
      ])
      context.stdout.write(table(rows))
    })
  commands
    .command('put')
    .description('name one, or change it')
    .argument('<id>', 'as appeals are forwarded to it: partner:<id>')
    .addOption(organizationOption())
    .requiredOption('--url <address>', 'its endpoint of GeoReport v2')
    .requiredOption('--name <language=name>', 'what it is called; once for each language', pairs)
    .requiredOption('--service <code>', 'under which all is sent that --map does not name')
    .option('--map <category=code>', 'under which appeals of a category are sent', pairs)
    .option('--jurisdiction <id>', 'where the partner wants one')
    // Never the key itself: others on the machine read what is typed.
    .option('--key <file>', 'a file that holds the api_key that the partner gave; without, the one known stays')
    .option('--share-contact', 'tell the partner who the resident is')
    .option('--files', 'send photos along, as another Vmeste takes them')
    .addHelpText(
      'after',
      '\nExample:\n  vmeste partner put heat --organization mytown --name "en=Heat networks" --url https://heat.example/open311/v2 --service other --map heating=001 --key heat-key.txt',
    )
    .action(async (given: string, { organization, name, map, key: file, shareContact, files, ...options }: Put) => {
      const id = checked(slug, given)
      const key = file === undefined ? undefined : await readText(path.resolve(context.cwd, file), file)
      const partner = checked(newPartnerSchema, {
        ...options,
        names: name,
        services: map,
        sharesContact: shareContact,
        takesFiles: files,
        key,
      })
      const settings = context.settings()
      const database = await context.database()
      const { id: organizationId } = await findOrganization(database, organization)
      const sealing = await createSealing(settings, await readSecret(database, settings))
      await inOrganization(database, organizationId, (transaction) =>
        putPartner(transaction, sealing, { organizationId, id }, partner, by()),
      )
      context.stderr.write(`Appeals can be forwarded to partner:${id}.\n`)
    })
  commands
    .command('remove')
    .description('forward nothing there any more; what waits there is dealt with here again')
    .argument('<id>', 'as "vmeste partner list" shows it')
    .addOption(organizationOption())
    .action(async (id: string, { organization }: Given) => {
      const database = await context.database()
      const { id: organizationId } = await findOrganization(database, organization)
      await inOrganization(database, organizationId, (transaction) =>
        removePartner(transaction, { organizationId, id }, by()),
      ).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error
        throw new CommandError(`${organization} has no partner ${id}: see "vmeste partner list".`)
      })
      context.stderr.write(`Removed ${id}.\n`)
    })
  return commands
}

/** `en=Heat networks`, again and again. */
function pairs(given: string, before: Record<string, string> = {}): Record<string, string> {
  const at = given.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It is written as left=right.')
  return { ...before, [given.slice(0, at)]: given.slice(at + 1) }
}

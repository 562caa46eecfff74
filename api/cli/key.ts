import { Command, InvalidArgumentError, Option } from 'commander'
import { asc, eq } from 'drizzle-orm'
import { issueKey, revokeKey } from '../identity/keys.js'
import { type KeyRole, keyRoles } from '../identity/roles.js'
import { apiKeys } from '../identity/tables.js'
import { inOrganization } from '../platform/database.js'
import { type CommandContext, CommandError } from './context.js'
import { findOrganization, organizationOption } from './organization-option.js'
import { table } from './table.js'

const DAY = 86_400_000

export function keyCommands(context: CommandContext): Command {
  const keys = new Command('key').description('API keys, by which programs and the desk act as staff')
  keys
    .command('create')
    .description('make a key and print it: the only time it can be read')
    .addOption(organizationOption())
    .addOption(new Option('--role <role>', 'what it may do').choices(keyRoles).makeOptionMandatory())
    .option('--name <name>', 'what it is for, shown in lists', 'made at the terminal')
    .option('--expires <days>', 'after how many days it ends; never, unless given', days)
    .addHelpText('after', '\nExample:\n  KEY=$(vmeste key create --organization ugra --role officer --expires 30)')
    .action(async (options: { organization: string; role: KeyRole; name: string; expires?: number }) => {
      const database = await context.database()
      const { id: organizationId } = await findOrganization(database, options.organization)
      const createdAt = context.now()
      const expiresAt = options.expires ? new Date(createdAt.getTime() + options.expires * DAY) : undefined
      const { role, name } = options
      const wanted = { organizationId, role, name, createdAt, expiresAt }
      const { secret } = await inOrganization(database, organizationId, (transaction) =>
        issueKey(transaction, wanted, 'command'),
      )
      context.stdout.write(`${secret}\n`)
    })
  keys
    .command('list')
    .description('the keys there are, without what opens')
    .option('--organization <id>', 'only those of one organization')
    .action(async ({ organization }: { organization?: string }) => {
      const database = await context.database()
      if (organization) await findOrganization(database, organization)
      const found = await database
        .select()
        .from(apiKeys)
        .where(organization ? eq(apiKeys.organizationId, organization) : undefined)
        .orderBy(asc(apiKeys.organizationId), asc(apiKeys.createdAt))
      const state = ({ revokedAt, expiresAt }: (typeof found)[number]) => {
        if (revokedAt) return `revoked ${day(revokedAt)}`
        if (!expiresAt) return 'valid'
        return `${expiresAt <= context.now() ? 'expired' : 'valid until'} ${day(expiresAt)}`
      }
      const rows = found.map((key) => [
        key.id,
        key.organizationId,
        key.role,
        state(key),
        key.lastUsedAt ? `used ${day(key.lastUsedAt)}` : 'never used',
        key.name,
      ])
      context.stdout.write(table(rows))
    })
  keys
    .command('revoke')
    .description('end a key at once')
    .argument('<id>', 'as "vmeste key list" shows it')
    .action(async (id: string) => {
      if (!/^[0-9a-f-]{36}$/i.test(id)) throw new CommandError(`${id} is not the id of a key: see "vmeste key list".`)
      const database = await context.database()
      const [found] = await database.select().from(apiKeys).where(eq(apiKeys.id, id))
      const by = { actor: 'command', at: context.now() }
      const isEnded =
        found !== undefined &&
        (await inOrganization(database, found.organizationId, (transaction) => revokeKey(transaction, found, by)))
      if (!isEnded) throw new CommandError(`There is no valid key ${id}: see "vmeste key list".`)
      context.stderr.write(`Revoked ${id}.\n`)
    })
  return keys
}

const day = (at: Date) => at.toISOString().slice(0, 10)

function days(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 3650) {
    throw new InvalidArgumentError('It is a number of days, 1 to 3650.')
  }
  return number
}

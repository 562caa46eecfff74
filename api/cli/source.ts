import path from 'node:path'
import { Command } from 'commander'
import { inOrganization } from '../platform/database.js'
import { createSealing } from '../platform/sealing.js'
import { readSecret } from '../platform/secret.js'
import { newSourceSchema } from '../residents/contract.js'
import { addSource, removeSource, sourcesOf } from '../residents/sources.js'
import { checked } from './checked.js'
import { type CommandContext, CommandError } from './context.js'
import { findOrganization, organizationOption } from './organization-option.js'
import { readText } from './read-text.js'
import { table } from './table.js'

interface Given {
  organization: string
}

export function sourceCommands(context: CommandContext): Command {
  const by = () => ({ actor: 'command', at: context.now() })
  const add = async (organization: string, given: unknown) => {
    const source = checked(newSourceSchema, given)
    const settings = context.settings()
    const database = await context.database()
    const { id: organizationId } = await findOrganization(database, organization)
    const sealing = await createSealing(settings, await readSecret(database, settings))
    const { row, secret } = await inOrganization(database, organizationId, (transaction) =>
      addSource(transaction, sealing, organizationId, source, by()),
    )
    context.stderr.write(`Believed from now on: ${row.issuer} (${row.id}).\n`)
    return secret
  }

  const commands = new Command('source').description('websites and providers that tell who a resident is')
  commands
    .command('list')
    .description('those of an organization, without their secrets')
    .addOption(organizationOption())
    .action(async ({ organization }: Given) => {
      const database = await context.database()
      const { id } = await findOrganization(database, organization)
      const rows = (await sourcesOf(database, id)).map(({ id, way, issuer, jwks, clientId, sealed }) => [
        id,
        way,
        issuer,
        jwks ?? (clientId ? `as ${clientId}` : ''),
        sealed ? 'with a secret' : 'without a secret',
      ])
      context.stdout.write(table(rows))
    })
  commands
    .command('site')
    .description(
      'believe a website that signs who its visitors are; without --jwks a secret to sign by is printed, once',
    )
    .argument('<issuer>', 'as its tokens name it (iss)')
    .addOption(organizationOption())
    .option('--jwks <address>', 'where its public keys are')
    .addHelpText(
      'after',
      '\nExample:\n  vmeste source site https://www.mytown.example --organization mytown > site-secret',
    )
    .action(async (issuer: string, { organization, jwks }: Given & { jwks?: string }) => {
      const secret = await add(organization, { way: 'site', issuer, jwks })
      if (secret) context.stdout.write(`${secret}\n`)
    })
  commands
    .command('oidc')
    .description('have residents sign in at a provider of OpenID Connect')
    .argument('<issuer>', 'its address')
    .addOption(organizationOption())
    .requiredOption('--client-id <id>', 'as it has the organization registered')
    // Never the secret itself: others on the machine read what is typed.
    .option('--client-secret <file>', 'a file that holds its secret; without, PKCE alone')
    .addHelpText(
      'after',
      '\nExample:\n  vmeste source oidc https://id.region.example --organization mytown --client-id mytown --client-secret secret.txt',
    )
    .action(async (issuer: string, given: Given & { clientId: string; clientSecret?: string }) => {
      const { organization, clientId, clientSecret: file } = given
      const text = file === undefined ? undefined : await readText(path.resolve(context.cwd, file), file)
      if (text !== undefined && !text.trim()) throw new CommandError(`${file} is empty.`)
      await add(organization, { way: 'oidc', issuer, clientId, clientSecret: text?.trim() })
    })
  commands
    .command('remove')
    .description('believe one no more; sessions that began by it go on until they end')
    .argument('<id>', 'as "vmeste source list" shows it')
    .addOption(organizationOption())
    .action(async (id: string, { organization }: Given) => {
      const database = await context.database()
      const { id: organizationId } = await findOrganization(database, organization)
      const isKnown = (await sourcesOf(database, organizationId)).some((source) => source.id === id)
      if (!isKnown) throw new CommandError(`${organization} has no source ${id}: see "vmeste source list".`)
      await inOrganization(database, organizationId, (transaction) =>
        removeSource(transaction, { organizationId, id }, by()),
      )
      context.stderr.write(`Removed ${id}.\n`)
    })
  return commands
}

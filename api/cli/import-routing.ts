import path from 'node:path'
import { Command } from 'commander'
import { inOrganization } from '../platform/database.js'
import { newRoutingSchema } from '../routing/contract.js'
import { assigneesOf, setRouting } from '../routing/manage.js'
import { caseworkersAmong } from '../staff/caseworkers.js'
import { checked } from './checked.js'
import { type CommandContext, CommandError } from './context.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { readText } from './read-text.js'

export const importRoutingCommand = (context: CommandContext) =>
  new Command('routing')
    .description('rules that say who is responsible for what, and where; they replace those before')
    .argument('<file>', 'JSON as the API takes it: rules and fallback')
    .addOption(organizationOption())
    .addHelpText('after', '\nExample:\n  vmeste import routing routing.json --organization surgut')
    .action(async (name: string, { organization: id }: { organization: string }) => {
      const given = checked(newRoutingSchema, await readJson(context, name))
      const database = await context.database()
      const organization = await resolveOrganization(database, id, context.now)
      const names = await caseworkersAmong(database, { organizationId: id, accountIds: assigneesOf(given) })
      const by = { actor: 'command', at: context.now(), names }
      const { rules } = await inOrganization(database, organization.path, (transaction) =>
        setRouting(transaction, organization, given, by),
      )
      context.stderr.write(`${rules.length} rules, and a fallback, route what comes to ${id} from now on.\n`)
    })

async function readJson({ cwd }: CommandContext, name: string): Promise<unknown> {
  const text = await readText(path.resolve(cwd, name), name)
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(`${name} is not JSON.`)
  }
}

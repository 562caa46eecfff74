import path from 'node:path'
import { Command } from 'commander'
import { localDate } from '../appeals/deadlines.js'
import { newCampaignSchema } from '../campaigns/contract.js'
import { findCampaigns } from '../campaigns/find.js'
import { changeCampaign, setCampaign } from '../campaigns/manage.js'
import { standingOf } from '../campaigns/standing.js'
import { inOrganization } from '../platform/database.js'
import { slug } from '../platform/fields.js'
import { localize } from '../platform/language.js'
import { Problem } from '../platform/problems.js'
import { checked } from './checked.js'
import { type CommandContext, CommandError } from './context.js'
import { organizationOption, resolveOrganization } from './organization-option.js'
import { readText } from './read-text.js'
import { table } from './table.js'

interface Given {
  organization: string
}

/** As `PUT` takes it, with its id. */
const campaignFile = newCampaignSchema.safeExtend({ id: slug })

export function campaignCommands(context: CommandContext): Command {
  const open = async (id: string) => {
    const database = await context.database()
    return { database, organization: await resolveOrganization(database, id, context.now) }
  }
  const by = () => ({ actor: 'command', at: context.now() })
  const change = async (id: string, { organization: organizationId }: Given, isActive: boolean) => {
    const { database, organization } = await open(organizationId)
    const { opensOn, closesOn } = await inOrganization(database, organizationId, (transaction) =>
      changeCampaign(transaction, { organizationId, id }, { isActive }, by()),
    ).catch((error: unknown) => {
      throw error instanceof Problem && error.code === 'not-found'
        ? new CommandError(`${organizationId} has made no campaign ${id}: "vmeste campaign list" names them.`)
        : error
    })
    const status = standingOf({ opensOn, closesOn }, localDate(context.now(), organization.settings.timeZone))
    const until = closesOn ? ` until ${closesOn}` : ''
    const said = {
      scheduled: `Switched on; it takes appeals from ${opensOn}${until}.`,
      open: `Open${until}.`,
      closed: `Switched on, but it ended on ${closesOn}: set another day to open it again.`,
    }
    context.stderr.write(`${isActive ? said[status] : `Closed ${id}.`}\n`)
  }

  const commands = new Command('campaign').description(
    'themed intake for a while, for an organization and all below it',
  )
  commands
    .command('list')
    .description('its own campaigns, and those of the organizations above it')
    .addOption(organizationOption())
    .action(async ({ organization: id }: Given) => {
      const { database, organization } = await open(id)
      const { settings, path } = organization
      const today = localDate(context.now(), settings.timeZone)
      const found = await findCampaigns(database.within(path), organization)
      const rows = found.map((campaign) => [
        campaign.id,
        campaign.isActive ? standingOf(campaign, today) : 'off',
        campaign.closesOn ? `${campaign.opensOn} – ${campaign.closesOn}` : `from ${campaign.opensOn}`,
        campaign.organizationId,
        localize(campaign.names, settings.languages[0] ?? 'en'),
      ])
      context.stdout.write(table(rows))
    })
  commands
    .command('set')
    .description('make the campaign of a file, or replace it; again changes nothing')
    .argument('<file>', 'JSON: id, names, descriptions, opensOn, closesOn, categories')
    .addOption(organizationOption())
    .addHelpText('after', '\nExample:\n  vmeste campaign set examples/campaigns/school-meals.json --organization ugra')
    .action(async (file: string, { organization: organizationId }: Given) => {
      const { id, ...given } = checked(campaignFile, await jsonIn(context, file))
      const { database } = await open(organizationId)
      const { isNew } = await inOrganization(database, organizationId, (transaction) =>
        setCampaign(transaction, { organizationId, id }, given, by()),
      )
      context.stderr.write(`${isNew ? 'Made' : 'Set'} ${id} for ${organizationId} and all below it.\n`)
    })
  commands
    .command('open')
    .description('switch it on')
    .argument('<id>')
    .addOption(organizationOption())
    .action((id: string, given: Given) => change(id, given, true))
  commands
    .command('close')
    .description('switch it off, whatever its days')
    .argument('<id>')
    .addOption(organizationOption())
    .action((id: string, given: Given) => change(id, given, false))
  return commands
}

async function jsonIn({ cwd }: CommandContext, file: string): Promise<unknown> {
  const text = await readText(path.resolve(cwd, file), file)
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(`${file} is not JSON.`)
  }
}

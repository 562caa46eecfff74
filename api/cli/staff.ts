import { Command, InvalidArgumentError, Option } from 'commander'
import { and, asc, eq } from 'drizzle-orm'
import { type Role, roles } from '../identity/roles.js'
import { localize } from '../platform/language.js'
import { createMailer } from '../platform/mail.js'
import { linkBase } from '../platform/own-origin.js'
import type { Mail } from '../platform/services.js'
import { emailAddress } from '../staff/contract.js'
import { inviteStaff, withdrawInvitation } from '../staff/invitations.js'
import { invitationLink, resetLink } from '../staff/links.js'
import { invitationMail, resetMail } from '../staff/mails.js'
import { hasSecondFactor, setStaffRoles } from '../staff/members.js'
import { makeReset } from '../staff/resets.js'
import { endSessions } from '../staff/sessions.js'
import { staffAccounts, staffInvitations, staffPasskeys, staffRoles } from '../staff/tables.js'
import { type CommandContext, CommandError } from './context.js'
import { findOrganization, organizationOption, resolveOrganization } from './organization-option.js'
import { table } from './table.js'

const emailOption = () => new Option('--email <address>', 'the person').argParser(email).makeOptionMandatory()

export function staffCommands(context: CommandContext): Command {
  const by = () => ({ actor: 'command', at: context.now() })
  const commands = new Command('staff').description('people who work here, each with an account of their own')
  commands
    .command('invite')
    .description('invite a person by mail; without a mail server, print the link to hand over')
    .addOption(organizationOption())
    .addOption(emailOption())
    .addOption(new Option('--role <role>', 'what they will be, there and below').choices(roles).makeOptionMandatory())
    .addHelpText(
      'after',
      '\nExample:\n  vmeste staff invite --organization ugra --role administrator --email anna@ugra.example',
    )
    .action(async (given: { organization: string; email: string; role: Role }) => {
      const database = await context.database()
      const {
        id: organizationId,
        names,
        settings,
      } = await resolveOrganization(database, given.organization, context.now)
      const { email, role } = given
      const { invitation, secret } = await inviteStaff(database, { organizationId, email, role }, by())
      const link = invitationLink(linkBase(context.settings()), secret)
      const [language = 'en'] = settings.languages
      const organization = localize(names, language, settings.languages)
      const { expiresAt } = invitation
      const mail = { to: email, organization, role, link, expiresAt, timeZone: settings.timeZone }
      await hand(context, invitationMail(language, mail), link).catch(async (error) => {
        await withdrawInvitation(database, invitation, by())
        throw error
      })
    })
  commands
    .command('list')
    .description('who is staff, and who is invited')
    .option('--organization <id>', 'only of one organization')
    .action(async ({ organization }: { organization?: string }) => {
      const database = await context.database()
      if (organization) await findOrganization(database, organization)
      const held = await database
        .select({
          organizationId: staffRoles.organizationId,
          role: staffRoles.role,
          account: staffAccounts,
          hasSecondFactor,
        })
        .from(staffRoles)
        .innerJoin(staffAccounts, eq(staffAccounts.id, staffRoles.accountId))
        .where(organization ? eq(staffRoles.organizationId, organization) : undefined)
        .orderBy(asc(staffRoles.organizationId), asc(staffAccounts.email), asc(staffRoles.role))
      const invited = await database
        .select()
        .from(staffInvitations)
        .where(organization ? eq(staffInvitations.organizationId, organization) : undefined)
        .orderBy(asc(staffInvitations.organizationId), asc(staffInvitations.email))
      context.stdout.write(
        table([
          ...held.map(({ organizationId, role, account, hasSecondFactor: isTwice }) => [
            organizationId,
            role,
            account.email,
            account.name,
            account.signedInAt ? `signed in ${day(account.signedInAt)}` : 'never signed in',
            isTwice ? 'with a second step' : '',
          ]),
          ...invited.map(({ organizationId, role, email, expiresAt }) => [
            organizationId,
            role,
            email,
            '',
            expiresAt > context.now() ? `invited until ${day(expiresAt)}` : 'invitation over',
          ]),
        ]),
      )
    })
  commands
    .command('revoke')
    .description('take what a person is in an organization, and sign them out everywhere')
    .addOption(organizationOption())
    .addOption(emailOption())
    .action(async ({ organization, email }: { organization: string; email: string }) => {
      const database = await context.database()
      const { id: organizationId, path } = await findOrganization(database, organization)
      const [account] = await database.select().from(staffAccounts).where(eq(staffAccounts.email, email))
      const invitations = await database
        .select()
        .from(staffInvitations)
        .where(and(eq(staffInvitations.organizationId, organizationId), eq(staffInvitations.email, email)))
      for (const invitation of invitations) await withdrawInvitation(database, invitation, by())
      const isStaff =
        account !== undefined &&
        (await database.$count(
          staffRoles,
          and(eq(staffRoles.organizationId, organizationId), eq(staffRoles.accountId, account.id)),
        )) > 0
      if (isStaff) await setStaffRoles(database, { path, accountId: account.id }, [], by())
      if (!isStaff && invitations.length === 0) throw new CommandError(`${email} is not staff of ${organization}.`)
      context.stderr.write(`${email} is not staff of ${organization} any more.\n`)
    })
  commands
    .command('reset')
    .description('have a person set a new password by a link, mailed or printed')
    .addOption(emailOption())
    .option(
      '--second-step',
      'also do without their second step and passkeys, which they lost; they are signed out everywhere',
      false,
    )
    .action(async ({ email, secondStep }: { email: string; secondStep: boolean }) => {
      const database = await context.database()
      const [account] = await database.select().from(staffAccounts).where(eq(staffAccounts.email, email))
      if (!account) throw new CommandError(`There is no account ${email}: see "vmeste staff list".`)
      if (secondStep) {
        const none = { totp: null, totpPending: null, totpStep: null, recovery: [] }
        await database.delete(staffPasskeys).where(eq(staffPasskeys.accountId, account.id))
        await database.update(staffAccounts).set(none).where(eq(staffAccounts.id, account.id))
        await endSessions(database, account.id)
      }
      const link = resetLink(linkBase(context.settings()), await makeReset(database, account.id, context.now()))
      await hand(context, resetMail('en', { to: email, link }), link)
    })
  return commands
}

/** Sends the mail or, where there is no server to send it by, prints its link: for whoever types the command to hand over. */
async function hand({ settings, stdout, stderr }: CommandContext, mail: Mail, link: string): Promise<void> {
  const silent = () => {}
  const mailer = createMailer(settings(), { error: silent, warn: silent, info: silent })
  if (!mailer.isConfigured) {
    stdout.write(`${link}\n`)
    return
  }
  try {
    await mailer.send(mail)
    stderr.write(`Sent to ${mail.to}.\n`)
  } finally {
    await mailer.close()
  }
}

const day = (at: Date) => at.toISOString().slice(0, 10)

function email(value: string): string {
  const result = emailAddress.safeParse(value)
  if (!result.success) throw new InvalidArgumentError('It is an e-mail address.')
  return result.data
}

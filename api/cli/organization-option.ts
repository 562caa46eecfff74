import { Option } from 'commander'
import { eq } from 'drizzle-orm'
import { createOrganizationFinder, type ResolvedOrganization } from '../organizations/resolve.js'
import { organizations } from '../organizations/tables.js'
import type { Database, Queryable } from '../platform/database.js'
import { type CommandContext, CommandError } from './context.js'

export const organizationOption = () => new Option('--organization <id>', 'the organization').makeOptionMandatory()

/** @throws {CommandError} that says how to make it. */
export async function findOrganization(database: Queryable, id: string) {
  const [found] = await database.select().from(organizations).where(eq(organizations.id, id))
  if (found) return found
  throw new CommandError(
    `There is no organization ${id}: make it with "vmeste organization create ${id} --kind municipal --name en=...".`,
  )
}

/** With what it inherits. @throws {CommandError} that says how to make it. */
export async function resolveOrganization(
  database: Database,
  id: string,
  now: CommandContext['now'],
): Promise<ResolvedOrganization> {
  await findOrganization(database, id)
  return createOrganizationFinder(database, now).find(id)
}

import { v7 as uuid } from 'uuid'
import { organizations } from '../organizations/tables.js'
import { randomSecret } from '../platform/crypto.js'
import type { Database } from '../platform/database.js'
import type { PasswordHasher } from '../platform/services.js'
import { endSessions } from '../staff/sessions.js'
import { staffAccounts, staffRoles } from '../staff/tables.js'
import { TOWN } from './seed.js'

const EMAIL = 'anna@hanty.example'

/**
 * A person who coordinates, leads and administers the demo's town. The password is another at each start, since only a hash is
 * kept, and so that none is known to everybody; none where the demo is not.
 */
export async function mintDemoPerson(
  database: Database,
  passwords: PasswordHasher,
  now: Date,
): Promise<{ email: string; password: string } | undefined> {
  const known = await database.select({ id: organizations.id }).from(organizations)
  if (!known.some(({ id }) => id === TOWN)) return undefined
  const password = randomSecret().slice(0, 16)
  const passwordHash = await passwords.hash(password)
  await database.transaction(async (transaction) => {
    const [account] = await transaction
      .insert(staffAccounts)
      .values({ id: uuid(), email: EMAIL, name: 'Анна Соколова', passwordHash, createdAt: now })
      .onConflictDoUpdate({ target: staffAccounts.email, set: { passwordHash } })
      .returning({ id: staffAccounts.id })
    if (!account) throw new Error('the person just written is gone')
    await transaction
      .insert(staffRoles)
      .values(
        (['coordinator', 'leader', 'administrator'] as const).map((role) => ({
          organizationId: TOWN,
          accountId: account.id,
          role,
          createdAt: now,
        })),
      )
      .onConflictDoNothing()
    await endSessions(transaction, account.id)
  })
  return { email: EMAIL, password }
}

import type { ResidentContact } from './contact.js'
import type { Me, Resident } from './contract.js'
import type { residentSessions } from './tables.js'
import type { ResidentRow } from './welcome.js'

export const toResident = (
  { way, createdAt, lastSeenAt }: ResidentRow,
  { name, email, vouched }: ResidentContact,
): Resident => ({
  way,
  contact: { name, email },
  ...(vouched && { vouched }),
  createdAt: createdAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
})

export const toSession = (
  { hash, createdAt, lastUsedAt, expiresAt }: typeof residentSessions.$inferSelect,
  current: string,
): Me['sessions'][number] => ({
  isThis: hash === current,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

import { sql } from 'drizzle-orm'
import { customType, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** A file as it was re-encoded on the way in. Without an owner it is waiting for its form to be sent, and dies in a day. */
export const attachments = pgTable(
  'attachments',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    /** The appeal it belongs to. */
    ownerId: uuid(),
    /** Of the event of its history that it was given with; null for what came with the appeal itself. */
    sequence: integer(),
    fileName: text().notNull(),
    mediaType: text().$type<'image/jpeg' | 'application/pdf'>().notNull(),
    bytes: integer().notNull(),
    width: integer(),
    height: integer(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('attachments_owner').on(table.organizationId, table.ownerId),
    // Of those that wait only: what is claimed is never looked for by its age.
    index('attachments_waiting').on(table.createdAt).where(sql`owner_id is null`),
  ],
)

/** The bytes, in a table of their own so that listing attachments never reads them. */
export const files = pgTable(
  'files',
  {
    organizationId: text().notNull(),
    id: uuid().notNull(),
    content: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
)

import { and, eq } from 'drizzle-orm'
import { v7 as uuid } from 'uuid'
import { isToldAt } from '../appeals/enclosures.js'
import { eventsOf, isOwnById, type Sender } from '../appeals/find.js'
import { admit } from '../identity/admission.js'
import { readsContacts } from '../identity/authenticate.js'
import { senderOf } from '../identity/sender.js'
import type { Queryable } from '../platform/database.js'
import { createRouter, privateCache } from '../platform/http.js'
import { once } from '../platform/idempotency.js'
import { invalid, Problem } from '../platform/problems.js'
import type { Services } from '../platform/services.js'
import { acceptContent } from './accept.js'
import { toAttachment } from './claim.js'
import { getAttachment, MAXIMUM_FILE_SIZE, uploadAttachment } from './contract.js'
import { asDownload, safeFileName } from './file-name.js'
import { admitToReply } from './reply.js'
import { attachments, files } from './tables.js'

export const attachmentRoutes = (services: Services) =>
  createRouter()
    .openapi(uploadAttachment, async (c) => {
      const { id: organizationId, settings } = c.get('organization')
      // Staff still answer what there is.
      if (!settings.features.appeals && !c.get('staff')) throw new Problem('not-found')
      const { file, appeal } = c.req.valid('form')
      if (!(file instanceof File)) throw invalid('/file', 'required')
      if (file.size > MAXIMUM_FILE_SIZE) throw new Problem('too-large')

      const secret = c.get('secret')
      const spend =
        appeal !== undefined && secret !== undefined
          ? await admitToReply(c, services, { number: appeal, secret })
          : (await admit(c, services, 'appeals', { isUpload: true })).spend
      const sent = new Uint8Array(await file.arrayBuffer())
      // Before the transaction: decoding takes long, and would hold a connection.
      const { content, ...accepted } = await acceptContent(services.images, sent)
      const row = {
        ...accepted,
        organizationId,
        id: uuid(),
        ownerId: null,
        sequence: null,
        fileName: safeFileName(file.name, accepted.mediaType),
        bytes: content.length,
        createdAt: services.now(),
      }
      privateCache(c)
      return once(
        c,
        services,
        async (transaction) => {
          await spend(transaction)
          await Promise.all([
            transaction.insert(files).values({ organizationId, id: row.id, content }),
            transaction.insert(attachments).values(row),
          ])
          c.set('about', `attachments/${row.id}`)
          return c.json(toAttachment(row), 201)
        },
        [sent, file.name],
      )
    })
    .openapi(getAttachment, async (c) => {
      const { id: organizationId } = c.get('organization')
      const { attachment: id } = c.req.valid('param')
      const sender = await senderOf(c, services)
      const staff = c.get('staff')
      const isStaff = staff !== undefined && readsContacts(staff)
      if (!isStaff && !sender.secret && !sender.residentId) throw new Problem('wrong-secret')
      const [found] = await c
        .get('database')
        .select({
          ownerId: attachments.ownerId,
          sequence: attachments.sequence,
          fileName: attachments.fileName,
          mediaType: attachments.mediaType,
          content: files.content,
        })
        .from(attachments)
        .innerJoin(files, and(eq(files.organizationId, attachments.organizationId), eq(files.id, attachments.id)))
        .where(and(eq(attachments.organizationId, organizationId), eq(attachments.id, id)))
      if (!found) throw new Problem('not-found')
      const { ownerId, sequence, fileName, mediaType, content } = found
      if (!isStaff && !(await isFor(c.get('database'), { organizationId, ownerId, sequence }, sender)))
        throw new Problem('wrong-secret')

      c.header('cache-control', 'private, max-age=3600')
      c.header('vary', 'Authorization, Vmeste-Resident', { append: true })
      // Whatever is in it, on this origin it can do nothing.
      return c.body(new Uint8Array(content), 200, {
        'content-type': mediaType,
        'content-disposition': asDownload(fileName),
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      })
    })

/** Whether a resident may have a file: it is of their appeal, and not of what staff keep among themselves. */
async function isFor(
  database: Queryable,
  {
    organizationId,
    ownerId: appealId,
    sequence,
  }: { organizationId: string; ownerId: string | null; sequence: number | null },
  sender: Sender,
): Promise<boolean> {
  if (!appealId || !(await isOwnById(database, { organizationId, appealId }, sender))) return false
  return sequence === null || isToldAt(await eventsOf(database, { organizationId, appealId }), sequence)
}

import { streamed } from '../exports/stream.js'
import type { Role } from '../identity/roles.js'
import { createRouter, privateCache, publicCache } from '../platform/http.js'
import type { Services } from '../platform/services.js'
import { commentFormat, readWritten } from './export.js'
import { downloadComments } from './export-contract.js'
import { hostOf } from './host.js'
import { findDiscussion } from './queries.js'
import { toPublicDiscussion } from './view.js'

/** Whose work comments are, hidden and waiting ones too. */
const reading: readonly Role[] = ['moderator', 'coordinator', 'administrator']
/** Seconds for which a file may be kept by whoever carries it. */
const FRESH = 60

export const discussionExportRoutes = ({ mail, now }: Services) =>
  createRouter().openapi(downloadComments, async (c) => {
    const organization = c.get('organization')
    const { discussion: discussionId, file } = c.req.valid('param')
    // Other staff read what everyone reads.
    const isAll = c.get('staff')?.grants.some(({ role }) => reading.includes(role)) ?? false
    const key = { organizationId: organization.id, discussionId, isAll }
    const row = await findDiscussion(c.get('database'), key)
    const { languages } = organization.settings
    const format = commentFormat(
      file,
      toPublicDiscussion(row, c.get('language'), languages, { now: now(), isMailed: mail.isConfigured }),
    )
    const host = hostOf(c)
    c.header('vary', 'Authorization', { append: true })
    if (isAll) privateCache(c)
    else publicCache(c, FRESH)
    // What fails fails as a problem document: the first page is read before anything is sent.
    const first = await readWritten(c.get('database'), key, host)
    const read = (cursor: string | undefined) =>
      cursor === undefined ? Promise.resolve(first) : readWritten(c.get('database'), key, host, cursor)
    return c.body(streamed(format, read), 200, {
      'content-type': format.mediaType,
      'content-disposition': `attachment; filename="${organization.id}-${discussionId}-${file}"`,
    })
  })

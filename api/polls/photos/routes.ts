import { acceptContent } from '../../attachments/accept.js'
import { MAXIMUM_FILE_SIZE } from '../../attachments/contract.js'
import { requireStaff } from '../../identity/authenticate.js'
import { createRouter, privateCache } from '../../platform/http.js'
import { once } from '../../platform/idempotency.js'
import { invalid, Problem } from '../../platform/problems.js'
import type { Services } from '../../platform/services.js'
import { getPollPhoto, uploadPollPhoto } from './contract.js'
import { findPhoto, keepPhoto, LONGEST_SIDE } from './kept.js'

/** Seconds: a year. */
const FOR_GOOD = 31_536_000

export const pollPhotoRoutes = (services: Services) =>
  createRouter()
    .openapi(uploadPollPhoto, async (c) => {
      requireStaff(c, 'coordinator', 'administrator')
      privateCache(c)
      const { file } = c.req.valid('form')
      if (!(file instanceof File)) throw invalid('/file', 'required')
      if (file.size > MAXIMUM_FILE_SIZE) throw new Problem('too-large')
      const sent = new Uint8Array(await file.arrayBuffer())
      // Before the transaction: decoding takes long, and would hold a connection.
      const { content, mediaType, width, height } = await acceptContent(services.images, sent, LONGEST_SIDE)
      if (mediaType !== 'image/jpeg' || width === null || height === null) throw new Problem('unsupported-file')
      const which = { organizationId: c.get('organization').id, at: services.now() }
      return once(
        c,
        services,
        async (transaction) => c.json(await keepPhoto(transaction, which, { content, mediaType, width, height }), 201),
        [sent],
      )
    })
    .openapi(getPollPhoto, async (c) => {
      const { photo: id } = c.req.valid('param')
      const content = await findPhoto(c.get('database'), { organizationId: c.get('organization').id, id })
      c.header('cache-control', `public, max-age=${FOR_GOOD}, immutable`)
      return c.body(new Uint8Array(content), 200, { 'content-type': 'image/jpeg' })
    })

import type { Attachment } from '../api/attachments/contract.js'
import { ProblemError } from './problems.js'
import type { Transport, WriteOptions } from './transport.js'

export type { Attachment } from '../api/attachments/contract.js'

export interface UploadOptions extends WriteOptions {
  /** The part sent, 0–1; not called where the platform cannot tell. Starts anew when an attempt fails. */
  onProgress?: ((part: number) => void) | undefined
}

/** A photo (JPEG, PNG, WebP) or PDF, up to 10 MB, to be quoted by its id in an appeal. @throws {ProblemError} `too-large`, `unsupported-file` */
export const uploadAttachment = (
  transport: Transport,
  file: Blob & { name?: string },
  { onProgress, ...options }: UploadOptions = {},
): Promise<Attachment> =>
  transport.send<Attachment>('/attachments', {
    timeout: 300_000,
    ...options,
    method: 'POST',
    body: bodyOf(file),
    fetch: onProgress && 'XMLHttpRequest' in globalThis ? xhr(onProgress) : undefined,
  })

/** The same, to go along with what the resident of an appeal says: with its secret nothing else is asked of them. */
export function uploadForReply(
  transport: Transport,
  file: Blob & { name?: string },
  { appeal, secret, ...options }: WriteOptions & { appeal: number; secret: string },
): Promise<Attachment> {
  const body = bodyOf(file)
  body.append('appeal', `${appeal}`)
  const headers = { Authorization: `Bearer ${secret}` }
  return transport.send<Attachment>('/attachments', { timeout: 300_000, ...options, method: 'POST', body, headers })
}

function bodyOf(file: Blob & { name?: string }): FormData {
  const body = new FormData()
  body.append('file', file, file.name ?? 'file')
  return body
}

/** The file itself, for the resident whose appeal it belongs to (by its secret) or for staff (by the transport's token). */
export async function downloadAttachment(
  transport: Transport,
  attachment: string,
  { secret, signal }: { secret?: string; signal?: AbortSignal } = {},
): Promise<Blob> {
  const response = await transport.open(`/attachments/${attachment}`, {
    headers: secret ? { Authorization: `Bearer ${secret}` } : {},
    signal,
  })
  if (!response.ok) throw new ProblemError(response.status, await response.json())
  return response.blob()
}

/** fetch() cannot tell how much it has sent. */
const xhr =
  (onProgress: (part: number) => void): typeof fetch =>
  (url, init = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(init.method ?? 'GET', `${url}`)
      for (const [name, value] of Object.entries(init.headers ?? {})) request.setRequestHeader(name, value)
      request.upload.onprogress = ({ loaded, total }) => onProgress(total && loaded / total)
      request.onload = () => {
        const retryAfter = request.getResponseHeader('Retry-After')
        resolve(
          new Response(request.responseText || null, {
            status: request.status,
            headers: retryAfter ? { 'Retry-After': retryAfter } : {},
          }),
        )
      }
      request.onerror = request.onabort = () => reject(new TypeError('network'))
      init.signal?.addEventListener('abort', () => request.abort())
      request.send(init.body as FormData)
    })

/// <reference types="mocha" />
import { assert } from 'chai'
import { uploadAttachment } from '../../../sdk/attachments.js'
import { ProblemError } from '../../../sdk/problems.js'
import { createTransport } from '../../../sdk/transport.js'
import { pause } from './page.js'
import { problem, stub } from './stub.js'

describe('An upload from a browser', () => {
  const photo = new File([new Uint8Array(3_000_000)], 'яма.jpg', { type: 'image/jpeg' })
  const api = stub()
  const transport = createTransport({ baseUrl: location.origin, organization: api.organization, language: 'ru' })

  it('tells how much is sent, and what the API made of it', async () => {
    await api.answer('POST /attachments', { drop: true }, { status: 201, body: { id: 'a' } })
    const parts: number[] = []
    const kept = await uploadAttachment(transport, photo, { onProgress: (part) => parts.push(part) })
    assert.deepEqual(kept, { id: 'a' } as typeof kept)
    assert.equal(parts.at(-1), 1)
    const asked = await api.asked('POST')
    assert.equal(asked.at(-1)?.headers['accept-language'], 'ru')
    assert.equal(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size, 1)
    assert.include(`${asked.at(-1)?.body}`, 'filename="яма.jpg"')
  })

  it('is refused with the API’s problem', async () => {
    await api.answer('POST /attachments', problem(415, 'unsupported-file'))
    const error = await uploadAttachment(transport, photo, { onProgress() {} }).catch((thrown: unknown) => thrown)
    assert.instanceOf(error, ProblemError)
    assert.equal((error as ProblemError).code, 'unsupported-file')
  })

  it('ends when aborted', async () => {
    await api.answer('POST /attachments', { status: 201, body: {}, delay: 2000 })
    const stop = new AbortController()
    const reason = new Error('removed')
    const sending = uploadAttachment(transport, photo, { onProgress() {}, signal: stop.signal })
    await pause(100)
    stop.abort(reason)
    assert.equal(await sending.catch((thrown: unknown) => thrown), reason)
  })
})

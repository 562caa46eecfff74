import { z } from '@hono/zod-openapi'

/** What browsers ask for and answer (WebAuthn, level 3, as JSON). Of the answers only what is looked at is kept. */

const base64url = (maximum: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(maximum)
/** 1,023 bytes at most. */
const credentialId = base64url(1400)
const clientDataJSON = base64url(8000)

export const creationOptions = z.looseObject({ challenge: z.string() }).openapi('PasskeyCreationOptions', {
  description: 'PublicKeyCredentialCreationOptionsJSON, for `navigator.credentials.create`',
})
export type CreationOptions = z.infer<typeof creationOptions>

export const requestOptions = z.looseObject({ challenge: z.string() }).openapi('PasskeyRequestOptions', {
  description: 'PublicKeyCredentialRequestOptionsJSON, for `navigator.credentials.get`',
})
export type RequestOptions = z.infer<typeof requestOptions>

export const registration = z
  .object({
    id: credentialId,
    rawId: credentialId,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON,
      attestationObject: base64url(20_000),
      transports: z.array(z.string().max(30)).max(10).optional(),
    }),
  })
  .openapi('PasskeyRegistration', { description: 'RegistrationResponseJSON' })
export type Registration = z.infer<typeof registration>

export const assertion = z
  .object({
    id: credentialId,
    rawId: credentialId,
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON,
      authenticatorData: base64url(4000),
      signature: base64url(2000),
      userHandle: base64url(200).optional(),
    }),
  })
  .openapi('PasskeyAssertion', { description: 'AuthenticationResponseJSON' })
export type Assertion = z.infer<typeof assertion>

import { randomSecret } from '../platform/crypto.js'

/** Milliseconds. */
export const INVITATION_GOOD_FOR = 7 * 24 * 3_600_000
export const RESET_GOOD_FOR = 3_600_000

/** `<organization>.<43 random characters>`: says where it belongs. Of it only a hash is kept. */
export const makeInvitationSecret = (organizationId: string) => `${organizationId}.${randomSecret()}`

const form = /^([a-z0-9-]+)\.[\w-]{43}$/
export const invitationOrganization = (secret: string): string | undefined => form.exec(secret)?.[1]

/** What a mail leads to. The secret stands where no server and no log sees it. */
export const invitationLink = (base: string, secret: string) => `${base}/account/invitation#${secret}`
export const accountLink = (base: string) => `${base}/account`
export const resetLink = (base: string, secret: string) => `${base}/account/reset#${secret}`

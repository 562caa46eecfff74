import type { OidcProvider } from '../identity/oidc.js'
import type { Services } from '../platform/services.js'

/** The provider the operator has registered us with, if any. */
export function staffProvider({ settings }: Pick<Services, 'settings'>): OidcProvider | undefined {
  const { STAFF_OIDC_ISSUER: issuer, STAFF_OIDC_CLIENT_ID: clientId, STAFF_OIDC_CLIENT_SECRET: clientSecret } = settings
  const strengths = settings.STAFF_OIDC_ACR?.split(/ +/)
  return issuer && clientId ? { issuer, clientId, clientSecret, strengths } : undefined
}

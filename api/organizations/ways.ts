/**
 * How a resident may be known: by nothing but the device (with a proof of work), by a code sent by e-mail, by a token
 * that the website signs, or by signing in elsewhere (OpenID Connect).
 */
export const ways = ['anonymous', 'email', 'site', 'oidc'] as const
export type Way = (typeof ways)[number]

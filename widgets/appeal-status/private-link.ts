export interface PrivateLink {
  organization: string
  number: string
  secret: string
}

/** What opens an appeal, taken out of its private link: an address of the API's pages with the secret in its fragment. */
export function readPrivateLink(text: string): PrivateLink | undefined {
  const found = /\/o\/([a-z0-9-]+)\/appeals\/(\d{1,10})(?:\?[^#]*)?#([\w-]{43})\s*$/.exec(text)
  const [, organization = '', number = '', secret = ''] = found ?? []
  return found ? { organization, number, secret } : undefined
}

/** 32 random bytes as base64url. */
export const isSecret = (text: string) => /^[\w-]{43}$/.test(text)

import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

interface Person {
  email: string
  email_verified?: boolean
  name?: string
  /** How they sign in there. */
  amr?: string[]
}

/** A real OpenID provider on this machine, with people who sign in there by their names alone. */
export async function startOidcProvider({
  clientId = 'vmeste',
  clientSecret = 'a secret that both know, and nobody else',
  redirectUris,
  people,
}: {
  clientId?: string
  clientSecret?: string
  redirectUris: string[]
  people: Record<string, Person>
}) {
  // Its address is a part of what it signs, so it is known before.
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris }],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email_verified: true, ...people[id] }),
    }),
    // Nobody is asked what they agree to.
    loadExistingGrant: async (context) => {
      const { client, session, params } = context.oidc
      // How they sign in is told of the session, in the signed token.
      if (session) Object.assign(session, { amr: people[session.accountId ?? '']?.amr })
      const grant = new context.oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId })
      grant.addOIDCScope(String(params?.scope))
      await grant.save()
      return grant
    },
  })
  const handle = provider.callback()
  return {
    issuer,
    clientId,
    clientSecret,
    /** What a person does there who is sent to `address`: answers the address their browser then comes back to. */
    async signIn(address: string, login: string): Promise<string> {
      const cookies = new Map<string, string>()
      let next = address
      let form: URLSearchParams | undefined
      for (let step = 0; step < 10; step++) {
        const response = await fetch(next, {
          method: form ? 'POST' : 'GET',
          body: form,
          redirect: 'manual',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        })
        for (const set of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
          cookies.set(name, value)
        }
        form = undefined
        const location = response.headers.get('location')
        if (!location) form = new URLSearchParams({ prompt: 'login', login, password: 'any' })
        else if (!new URL(location, next).href.startsWith(issuer)) return location
        next = new URL(location ?? next, next).href
      }
      throw new Error('the provider does not send back')
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

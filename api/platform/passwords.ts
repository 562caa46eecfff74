import type { PasswordHasher } from './services.js'

/**
 * Argon2id with 19 MiB, two passes and one lane, which OWASP asks for at least: some 30 ms of one core, outside the
 * thread that answers. Loaded with the first password.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function createPasswordHasher(): PasswordHasher {
  const load = () => import('@node-rs/argon2')
  let decoy: Promise<string> | undefined
  const hash = async (password: string) => (await load()).hash(password.normalize('NFC'), cost)
  return {
    hash,
    async verify(hashed, password) {
      const { verify } = await load()
      decoy ??= hash(crypto.randomUUID())
      const isRight = await verify(hashed ?? (await decoy), password.normalize('NFC'))
      return isRight && hashed !== null
    },
  }
}

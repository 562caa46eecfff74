import { hashOfSecret } from '../../../sdk/polls.js'

/** The receipt of a ballot, as the answer to the vote tells it: a UUID, half of the hash of the secret. Undefined where the browser makes none. */
export const receiptOf = async (secret: string): Promise<string | undefined> =>
  (await hashOfSecret(secret))?.replace(
    /^(.{8})(.{4}).(.{3})(.)(.{3})(.{12}).*/,
    (_, a, b, c, d, e, f) => `${a}-${b}-4${c}-${'89ab'[Number.parseInt(d, 16) & 3]}${e}-${f}`,
  )

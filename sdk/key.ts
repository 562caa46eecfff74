/** 128 random bits as text: a UUID, or plain hexadecimal where `crypto.randomUUID` is missing (pages without TLS). */
export const newKey = (): string =>
  crypto.randomUUID?.() ??
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join('')

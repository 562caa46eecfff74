/** 128 random bits as text: a UUID, or four numbers where `crypto.randomUUID` is missing (pages without TLS). */
export const newKey = (): string => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-')

const MAXIMUM_LENGTH = 120

/** Control characters, and those that turn the direction of what follows (so that `gpj.exe` reads `exe.jpg`). */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
/** What some system reads as more than a name. */
const SPECIAL = /[<>:"|?*]/g

/** A name that is only a name: without folders, unseen characters or a false extension; at most 120 characters. */
export function safeFileName(given: string, mediaType: 'image/jpeg' | 'application/pdf'): string {
  const [extension, otherwise] = mediaType === 'image/jpeg' ? ['.jpg', 'photo'] : ['.pdf', 'document']
  const name = (given.split(/[/\\]/).at(-1) ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(SPECIAL, '_')
    .replace(/\.[^.\s]{0,10}$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  // By code points, so that no pair is cut in half.
  const short = [...name].slice(0, MAXIMUM_LENGTH)
  while (short.join('').length > MAXIMUM_LENGTH - extension.length) short.pop()
  return (short.join('').trim() || otherwise) + extension
}

/** `Content-Disposition` of a download (RFC 6266), in any script. */
export const asDownload = (fileName: string) =>
  `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)}`

import { fileTypeFromBuffer } from 'file-type'
import { Problem } from '../platform/problems.js'
import type { ImageProcessor } from '../platform/services.js'
import type { Attachment } from './contract.js'

export type AcceptedContent = Pick<Attachment, 'mediaType' | 'width' | 'height'> & { content: Uint8Array }

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp'])

/**
 * What of a file may be kept: a picture as a JPEG of our own making, a PDF as it is. What it is, its content says;
 * neither its name nor what the sender calls it counts.
 * @param longestSide pixels of a picture: see `ImageProcessor`. @throws {Problem} `unsupported-file`.
 */
export async function acceptContent(
  images: ImageProcessor,
  content: Uint8Array,
  longestSide?: number,
): Promise<AcceptedContent> {
  const type = await fileTypeFromBuffer(content)
  if (type && PICTURES.has(type.mime)) return images.reencode(content, longestSide)
  if (type?.mime === 'application/pdf' && isWholePdf(content)) {
    return { content, mediaType: 'application/pdf', width: null, height: null }
  }
  throw new Problem('unsupported-file')
}

/**
 * A version in the first line, and the trailer at the end with nothing behind it (ISO 32000-1, 7.5.2 and 7.5.5), nor an
 * archive within: readers of archives begin at the end, in whose last bytes their directory is found.
 */
function isWholePdf(content: Uint8Array): boolean {
  const latin1 = new TextDecoder('latin1')
  return (
    /^%PDF-[12]\.\d/.test(latin1.decode(content.subarray(0, 8))) &&
    /startxref\s+\d+\s+%%EOF[\s\0]*$/.test(latin1.decode(content.subarray(-1024))) &&
    !latin1.decode(content.subarray(-ARCHIVE_END)).includes('PK\u0005\u0006')
  )
}

/** Bytes: how far from the end of an archive its directory may end, by the longest comment it may have. */
const ARCHIVE_END = 22 + 65_535

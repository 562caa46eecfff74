import { Problem } from './problems.js'
import type { ImageProcessor, Picture } from './services.js'

/** Pixels. A picture of more is refused from its header, before anything is decoded: a small file can hold gigabytes. */
const MAXIMUM_PIXELS = 50_000_000
/** Bytes. What some pictures must be unpacked to as a whole: with 16 bits and transparency, eight a pixel. */
const MAXIMUM_UNPACKED = 160 * 1024 * 1024
/** Pixels of the longer side: enough to read a house number, a tenth of what a phone sends. */
const LONGEST_SIDE = 2560

/** One picture at a time: decoding is where the memory goes, and a second would only share the same cores. */
export function createImageProcessor(): ImageProcessor {
  let turn: Promise<unknown> = Promise.resolve()
  return {
    reencode(content, longestSide = LONGEST_SIDE) {
      const result = turn.then(() => reencode(content, longestSide))
      turn = result.catch(() => {})
      return result
    },
  }
}

async function reencode(content: Uint8Array, longestSide: number): Promise<Picture> {
  const sharp = await loadSharp()
  try {
    const picture = sharp(content, { limitInputPixels: MAXIMUM_PIXELS, failOn: 'error' })
    const { width, height, channels, depth } = await picture.metadata()
    if (width * height * channels * (depth === 'ushort' ? 2 : 1) > MAXIMUM_UNPACKED)
      throw new Problem('unsupported-file')
    const { data, info } = await picture
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    // Written without `keepMetadata`, the result carries none: no place, no camera, no thumbnail.
    return { content: data, mediaType: 'image/jpeg', width: info.width, height: info.height }
  } catch {
    throw new Problem('unsupported-file')
  }
}

/** Loaded with the first picture: a server that gets none does without its memory. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

/** Pixels; shown at half of it, for fine screens. */
const SIZE = 112

/** A picture made small, drawn to a canvas: it has no address, so no page's policy can forbid it. */
export async function thumbnail(file: File): Promise<HTMLCanvasElement | undefined> {
  if (!file.type.startsWith('image')) return
  try {
    // Scaled while it is decoded, where the browser can.
    const bitmap = await createImageBitmap(file, { resizeHeight: SIZE * 2 })
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = SIZE
    const scale = SIZE / Math.min(bitmap.width, bitmap.height)
    const [width, height] = [bitmap.width * scale, bitmap.height * scale]
    canvas.getContext('2d')?.drawImage(bitmap, (SIZE - width) / 2, (SIZE - height) / 2, width, height)
    bitmap.close()
    return canvas
  } catch {}
}

import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the package: from here in a checkout, and from `dist/api/platform/` when built. */
export const packageRoot = fileURLToPath(
  new URL(import.meta.url.includes('/dist/api/') ? '../../../' : '../../', import.meta.url),
)

/** Files for browsers, made by the build: the loader, and the elements' content-hashed chunks. */
export const publicFolder = path.join(packageRoot, 'dist/public')

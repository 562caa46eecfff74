import { newKey } from '../../sdk/key.js'
import { recall, remember } from './storage.js'

/** This device's key, when an act has made one. */
export const knownDevice = (): string | undefined => recall('device')

/** This device's key, made at the first act that needs it; where storage is blocked it lasts as long as the page. */
export function ensureDevice(): string {
  const device = knownDevice() ?? newKey()
  remember('device', device)
  return device
}

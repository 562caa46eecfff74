import { recall, remember } from './storage.js'

let device: string | undefined

/** This device's key, when an act made one. */
export const knownDevice = (): string | undefined => device ?? recall<string>('device')

/** This device's key: 128 random bits, made at the first act that needs it; without storage it lasts as long as the page. */
export function ensureDevice(): string {
  device = knownDevice()
  if (!device) {
    device = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))).replace(/\W/g, (sign) =>
      sign === '+' ? '-' : sign === '/' ? '_' : '',
    )
    remember('device', device)
  }
  return device
}

import { renderSVG } from 'uqr'

/** Of a poster that gets wet and torn a quarter may be gone. */
const CORRECTION = 'Q'

/** The address of the form of one topic and place, as a QR code: a picture of its own. */
export const qrCode = (address: string): string => renderSVG(address, { border: 2, ecc: CORRECTION })

/** The number of the sheet that lies below in the pile: `B-0417` is followed by `B-0418`. Empty where there is no telling. */
export const nextSheet = (sheet: string): string =>
  /\d/.test(sheet)
    ? sheet.replace(/\d+(?=\D*$)/, (digits) => `${BigInt(digits) + 1n}`.padStart(digits.length, '0'))
    : ''

const accented = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => [
    letter,
    [...'àƀçðéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÀƁÇÐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴẊÝŽ'][index],
  ]),
)

/**
 * English as nobody writes it, to be read all the same: in brackets, so that what is cut off shows; accented, so that
 * what was never to be translated shows; and longer by two fifths, as German is.
 */
export function pseudo(text) {
  const strange = text.replace(/({\w+})|[A-Za-z]/g, (found, name) => name ?? accented[found])
  const longer = 'ïñ ţĥé ļéñĝţĥ '.repeat(Math.ceil(text.length / 35)).slice(0, Math.ceil(text.length * 0.4))
  return `[${strange} ${longer.trim()}]`
}

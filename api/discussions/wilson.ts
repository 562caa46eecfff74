/** Of the normal distribution, for being 95 % sure. */
const Z = 1.96

/**
 * The share of those who agree that one can be 95 % sure of, 0–1: the lower bound of Wilson's interval (1927). Of few votes
 * little is sure, so that three of three do not stand before ninety of a hundred.
 */
export function wilson(agree: number, disagree: number): number {
  const votes = agree + disagree
  // Of none who agree, rounding would leave a little more than nothing.
  if (agree === 0) return 0
  const share = agree / votes
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * votes)) / votes)
  return Math.max(0, (share + (Z * Z) / (2 * votes) - spread) / (1 + (Z * Z) / votes))
}

import type { Figures, Systemic } from './contract.js'

/** The parts of what makes a problem systemic, each from 0 to 1. */
export const parts = ['size', 'growth', 'spread', 'repetition', 'dissatisfaction'] as const
export type Part = (typeof parts)[number]
export type Weights = Readonly<Record<Part, number>>

/** Of fewer than these nothing is said: chance alone would make them much. */
export const FEWEST = 5

/**
 * How systemic a problem is, from 0 to 100: the mean of its parts, each with the weight that the organization gives it.
 *
 * - `size`: received, beside the most that was received in one cell;
 * - `growth`: half as many again as in the period before is 0.5, twice as many or more is 1, no more is 0;
 * - `spread`: in what share of the columns the same topic was reported;
 * - `repetition`: the share of answers that were taken up again;
 * - `dissatisfaction`: the share of ratings below 4.
 */
export function systemicOf(
  { received, change, reworkShare, ratedWellShare }: Figures,
  { most, spread, weights }: { most: number; spread: number; weights: Weights },
): Systemic | null {
  if (received < FEWEST) return null
  const of: Record<Part, number> = {
    size: most > 0 ? received / most : 0,
    growth: change === null ? 1 : Math.min(1, Math.max(0, change)),
    spread,
    repetition: reworkShare ?? 0,
    dissatisfaction: ratedWellShare === null ? 0 : 1 - ratedWellShare,
  }
  const whole = parts.reduce((sum, part) => sum + weights[part], 0)
  const score = parts.reduce((sum, part) => sum + weights[part] * of[part], 0)
  return { score: whole > 0 ? Math.round((100 * score) / whole) : 0, ...of }
}

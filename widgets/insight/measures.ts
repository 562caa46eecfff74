import type { Figures } from '../../sdk/insight.js'

/** What the cells of the matrix can show, and how it is written. */
export const measures = {
  received: 'count',
  perThousand: 'number',
  change: 'change',
  overdueShare: 'share',
  medianDays: 'number',
  reworkShare: 'share',
  ratedWellShare: 'share',
  supporters: 'count',
} as const satisfies Partial<Record<keyof Figures, Kind>>
export type Measure = keyof typeof measures
/** Beside them, how systemic it is. */
export type Shown = Measure | 'systemic'

export type Kind = 'count' | 'number' | 'share' | 'change'

/** As the language writes it; a dash for what there is none of. */
export function written(value: number | null | undefined, kind: Kind, language: string): string {
  if (value === null || value === undefined) return '–'
  const options: Record<Kind, Intl.NumberFormatOptions> = {
    count: {},
    number: { maximumFractionDigits: 1 },
    share: { style: 'percent', maximumFractionDigits: 0 },
    change: { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' },
  }
  return value.toLocaleString(language, options[kind])
}

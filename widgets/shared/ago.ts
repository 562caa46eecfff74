const units: [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** How long ago, such as "5 minutes ago"; undefined for more than a week, which a date says better. */
export function ago(instant: string, language: string): string | undefined {
  const seconds = Math.max(60, (Date.now() - Date.parse(instant)) / 1000)
  const [unit, size] = units.find(([, least]) => seconds >= least) ?? ['minute', 60]
  formats[language] ??= new Intl.RelativeTimeFormat(language)
  return seconds < 7 * 86_400 ? formats[language].format(-Math.floor(seconds / size), unit) : undefined
}

/** By language: making one takes a hundred times as long as using it. */
const formats: Record<string, Intl.RelativeTimeFormat> = {}

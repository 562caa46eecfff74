/** From the first to the last of a month's days, `YYYY-MM-DD`. */
const days = (month: string, first: number, last = first) =>
  Array.from({ length: last - first + 1 }, (_, index) => `${month}-${String(first + index).padStart(2, '0')}`)

/**
 * Russia's days off that are weekdays, and those that a decree moved.
 * 2026: Labour Code, article 112, and the government's decree 1466 of 24 September 2025: 3 January moved to the 9th,
 * 4 January to 31 December. 2027: article 112 alone (a holiday on a weekend gives the next working day off); the days
 * its decree moves are to be added when it is in force.
 */
export const holidays: string[] = [
  ...days('2026-01', 1, 9),
  ...days('2026-02', 23),
  ...days('2026-03', 9),
  ...days('2026-05', 1),
  ...days('2026-05', 11),
  ...days('2026-06', 12),
  ...days('2026-11', 4),
  ...days('2026-12', 31),
  ...days('2027-01', 1, 8),
  ...days('2027-02', 23),
  ...days('2027-03', 8),
  ...days('2027-05', 3),
  ...days('2027-05', 10),
  ...days('2027-06', 14),
  ...days('2027-11', 4),
]

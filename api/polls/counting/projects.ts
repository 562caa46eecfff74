/** What money can be spent on. Prices and budgets are whole numbers of whatever unit the poll counts money in. */
export interface Project {
  id: string
  price: number
}

/** What a rule spends the budget on. */
export interface Funded {
  /** In the order of ties. */
  funded: string[]
  /** What they cost together: never more than the budget. */
  cost: number
  /** How many ballots name each project. */
  votes: { id: string; count: number }[]
}

export const costOf = (projects: readonly Project[]): number => projects.reduce((sum, { price }) => sum + price, 0)

/** At most at once: more is no longer looked at. */
export const MOST = 100

/** Several appeals of the list, chosen one by one or as a row of them. */
export class Selection {
  readonly numbers = new Set<number>()
  /** Where a row of them begins. */
  #from: number | undefined

  has = (number: number): boolean => this.numbers.has(number)

  /** @param isRow also all between the one chosen before and this. */
  choose(number: number, listed: readonly number[], isRow = false) {
    const [one, other] = [listed.indexOf(this.#from ?? number), listed.indexOf(number)].sort((a, b) => a - b)
    if (isRow && one !== undefined && one >= 0) this.#add(listed.slice(one, (other ?? one) + 1))
    else if (!this.numbers.delete(number)) this.#add([number])
    this.#from = number
  }

  clear() {
    this.numbers.clear()
    this.#from = undefined
  }

  #add(numbers: readonly number[]) {
    for (const number of numbers) if (this.numbers.size < MOST) this.numbers.add(number)
  }
}

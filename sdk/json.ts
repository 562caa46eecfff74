/** As JSON.stringify, past the `toJSON` that old libraries (Prototype) give to natives: by it lists become texts. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key) {
    return this[key]
  })

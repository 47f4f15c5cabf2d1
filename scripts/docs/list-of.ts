/** Names, as code, in a line. */
export const listOf = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(', ')

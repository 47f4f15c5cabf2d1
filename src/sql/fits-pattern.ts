/** The characters of a pattern that stand for others. */
export interface Wildcards {
  /** For any number of characters. */
  readonly many: string
  /** For a single one. */
  readonly one: string
}

/**
 * Whether the characters are, as a whole, what those of the pattern say. Greedy, with one place to
 * return to, so that no pattern takes long.
 */
export function fitsPattern(
  characters: readonly string[],
  pattern: readonly string[],
  { many, one }: Wildcards,
): boolean {
  let at = 0
  let lastMany = -1
  let resume = 0
  for (let from = 0; from < characters.length;) {
    const want = pattern[at]
    if (want === many) {
      lastMany = at
      resume = from
      at += 1
    } else if (want === one || (want !== undefined && want === characters[from])) {
      at += 1
      from += 1
    } else if (lastMany === -1) return false
    else {
      resume += 1
      from = resume
      at = lastMany + 1
    }
  }
  return pattern.slice(at).every((want) => want === many)
}

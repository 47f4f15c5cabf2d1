/** Where a value stands: the names and the list positions on the way to it. */
export type SeedPath = readonly (string | number)[]

/** What is wrong at one place of a seed file, and what to write there. */
export interface SeedProblem {
  readonly path: SeedPath
  readonly says: string
  /** Known of faults of the text; of others the file finds it by `path`. */
  readonly place?: SeedPlace
}

/** Both from 1. */
export interface SeedPlace {
  readonly line: number
  readonly column: number
}

/** A problem whose place is known. */
export type PlacedProblem = SeedPlace & { readonly says: string }

/** In the order of the file. */
export const inOrder = (problems: readonly PlacedProblem[]): readonly PlacedProblem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column)

/** A seed file cannot be applied. Nothing of it is. */
export class SeedFailure extends Error {
  readonly hints: readonly string[]

  constructor(file: string, problems: readonly PlacedProblem[]) {
    const shown = inOrder(problems).slice(0, problemsShownMax)
    const lines = shown.map(({ line, column, says }) => `${file}:${line}:${column}: ${says}`)
    super(lines.join('\n'))
    const more = problems.length - shown.length
    this.hints = [
      ...(more > 0 ? [`and ${more} more`] : []),
      'nothing of the file was applied; docs/guides/seed-a-stack.md has examples',
    ]
  }
}

const problemsShownMax = 50

/** A rehearsal that cannot be played, and what to type instead. */
export class LabError extends Error {
  readonly hints: readonly string[]

  constructor(message: string, hints: readonly string[], options?: ErrorOptions) {
    super(message, options)
    this.hints = hints
  }
}

/** The store cannot be opened; `hint` is what to do about it. */
export class StoreError extends Error {
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.hint = hint
  }
}

/** Something the doctor was asked to do cannot be done; the hints say what to type instead. */
export class DoctorFailure extends Error {
  override readonly name = 'DoctorFailure'
  readonly hints: readonly string[]
  /** The permission for want of which it cannot be done. */
  readonly missing: string | undefined

  constructor(
    message: string,
    hints: readonly string[] = [],
    options: ErrorOptions & { readonly missing?: string } = {},
  ) {
    super(message, options)
    this.hints = hints
    this.missing = options.missing
  }
}

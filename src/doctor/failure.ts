/** Something the doctor was asked to do cannot be done; the hints say what to type instead. */
export class DoctorFailure extends Error {
  override readonly name = 'DoctorFailure'
  readonly hints: readonly string[]

  constructor(message: string, hints: readonly string[] = [], options?: ErrorOptions) {
    super(message, options)
    this.hints = hints
  }
}

/** Time and chance come in as arguments, so that a test can hold both still. */
export interface World {
  /** Rules retention, expiry and event times. A signature's date is held against the wall clock. */
  readonly now: () => Date
  readonly randomBytes: (size: number) => Uint8Array
  /** A random UUID, version 4, in lower case. */
  readonly uuid: () => string
}

/**
 * What the caller is told when a request is refused: AWS's code, HTTP status and sentence.
 *
 * `cause` is for our log only and never leaves the process.
 */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  /** The member of a JSON error body; KMS's authorization layer spells it with a capital. */
  readonly messageMember: 'message' | 'Message'

  constructor(
    code: string,
    status: number,
    message: string,
    options: { readonly cause?: unknown; readonly messageMember?: 'message' | 'Message' } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.status = status
    this.messageMember = options.messageMember ?? 'message'
  }
}

/** Declares one member of a service's vocabulary of failure, which fits on one screen. */
export const exception =
  (code: string, status = 400) =>
  (message = ''): AwsError =>
    new AwsError(code, status, message)

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
  /**
   * Further members of the body, in their order, such as S3's `Key` and `BucketName` and the
   * `Reason` of Organizations.
   */
  readonly details: Readonly<Record<string, string>>
  /** S3: further headers of the answer, such as `x-amz-delete-marker`. */
  readonly headers: Readonly<Record<string, string>>

  constructor(code: string, status: number, message: string, options: AwsErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.status = status
    this.messageMember = options.messageMember ?? 'message'
    this.details = options.details ?? {}
    this.headers = options.headers ?? {}
  }
}

export interface AwsErrorOptions {
  readonly cause?: unknown
  readonly messageMember?: 'message' | 'Message'
  readonly details?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Declares one member of a service's vocabulary of failure, which fits on one screen. */
export const exception =
  (code: string, status = 400) =>
  (message = ''): AwsError =>
    new AwsError(code, status, message)

import type { Payload } from '../../../aws/payload/open-payload.ts'
import { EntityTooLarge, MissingContentLength } from '../errors.ts'
import { limits } from '../limits.ts'
import type { S3Scope } from '../scope.ts'

/** The body of a request, which must say how long it is. */
export interface IncomingPayload extends Payload {
  readonly length: number
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export function requirePayload({ content }: S3Scope): IncomingPayload {
  if (content?.length === undefined) throw MissingContentLength()
  const { length } = content
  if (length > limits.uploadBytesMax) {
    const MaxSizeAllowed = String(limits.uploadBytesMax)
    throw EntityTooLarge({ ProposedSize: String(length), MaxSizeAllowed })
  }
  return { ...content, length }
}

/**
 * Headers of every answer that is what somebody uploaded. It comes from the origin of the stack
 * itself: a page or an image with scripts could otherwise call the operator's endpoints, or S3 with
 * what the browser knows, in the name of whoever looks at it. In a sandbox it has an origin of its
 * own, and runs nothing; and nothing is taken for a page that was not uploaded as one. SDKs pay no
 * attention to either.
 *
 * UNLIKE AWS: S3 sends neither. It has an origin for each bucket, and none of its own endpoints
 * stands there.
 */
export const SERVED_CONTENT_HEADERS = {
  'content-security-policy': 'sandbox',
  'x-content-type-options': 'nosniff',
} as const

import type { RequestScope } from '../operation.ts'
import { Buckets } from './resources/buckets.ts'

export interface S3Scope extends RequestScope {
  readonly buckets: Buckets
}

export const s3Scope = (request: RequestScope): S3Scope => ({
  ...request,
  buckets: new Buckets(request),
})

import type { RequestScope } from '../operation.ts'
import { Buckets } from './resources/buckets.ts'
import { Objects } from './resources/objects.ts'
import { Uploads } from './resources/uploads.ts'

export interface S3Scope extends RequestScope {
  readonly buckets: Buckets
  readonly objects: Objects
  readonly uploads: Uploads
}

export const s3Scope = (request: RequestScope): S3Scope => ({
  ...request,
  buckets: new Buckets(request),
  objects: new Objects(request),
  uploads: new Uploads(request),
})

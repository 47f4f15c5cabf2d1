import type { Service } from '../operation.ts'
import { AccessDenied, InternalError, InvalidArgument } from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import type { S3Scope } from './scope.ts'
import { s3Scope } from './scope.ts'

export const s3: Service<S3Scope> = {
  model,
  operations,
  scope: s3Scope,
  accessDenied: (sentence) => AccessDenied({}, sentence),
  validationFailed: (message) => InvalidArgument({}, message),
  internalFailure: () => InternalError(),
}

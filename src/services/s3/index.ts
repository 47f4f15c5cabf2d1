import type { Service } from '../operation.ts'
import { AccessDenied, InternalError, SlowDown } from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import { recorded } from './recorded.ts'
import type { S3Scope } from './scope.ts'
import { s3Scope } from './scope.ts'
import { validationFailed } from './validation-failed.ts'

export const s3: Service<S3Scope> = {
  model,
  operations,
  scope: s3Scope,
  recorded,
  accessDenied: (sentence) => AccessDenied({}, sentence),
  validationFailed,
  internalFailure: () => InternalError(),
  throttled: () => SlowDown(),
}

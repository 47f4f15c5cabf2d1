import type { Service } from '../operation.ts'
import { AccessDenied, InternalFailure, Throttling, ValidationError } from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import type { StsScope } from './scope.ts'
import { stsScope } from './scope.ts'

export const sts: Service<StsScope> = {
  model,
  operations,
  scope: stsScope,
  accessDenied: AccessDenied,
  validationFailed: ValidationError,
  internalFailure: () => InternalFailure('Internal failure'),
  throttled: () => Throttling('Rate exceeded'),
}

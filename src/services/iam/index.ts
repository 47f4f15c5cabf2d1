import { GLOBAL_REGION } from '../../base/region.ts'
import type { Service } from '../operation.ts'
import { AccessDenied, ServiceFailure, Throttling, ValidationError } from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import type { IamScope } from './scope.ts'
import { iamScope } from './scope.ts'

export const iam: Service<IamScope> = {
  model,
  operations,
  scope: iamScope,
  homeRegion: GLOBAL_REGION,
  accessDenied: AccessDenied,
  validationFailed: ValidationError,
  internalFailure: () => ServiceFailure('Service failure'),
  throttled: () => Throttling('Rate exceeded'),
}

import type { Service } from '../operation.ts'
import {
  AccessDeniedException,
  InternalServiceException,
  ThrottlingException,
  ValidationException,
} from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import type { GlueScope } from './scope.ts'
import { glueScope } from './scope.ts'

export const glue: Service<GlueScope> = {
  model,
  operations,
  scope: glueScope,
  accessDenied: AccessDeniedException,
  validationFailed: ValidationException,
  internalFailure: () => InternalServiceException('An internal error occurred.'),
  throttled: () => ThrottlingException('Rate exceeded'),
}

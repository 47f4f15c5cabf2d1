import type { AwsError } from '../../aws/errors.ts'
import type { Service } from '../operation.ts'
import { AccessDenied, InternalFailure, ValidationError } from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import type { StsScope } from './scope.ts'
import { stsScope } from './scope.ts'

export const sts: Service<StsScope> = {
  model,
  operations,
  scope: stsScope,
  accessDenied,
  validationFailed: ValidationError,
  internalFailure: () => InternalFailure('Internal failure'),
}

/** STS gives no reason, so that nobody learns of a role's trust policy, or whether it exists. */
function accessDenied(sentence: string): AwsError {
  return AccessDenied(sentence.replace(/ (?:because no|with an explicit deny in) .*$/s, ''))
}

import type { Service } from '../operation.ts'
import { AccessDeniedException, KMSInternalException, ValidationException } from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import { newManagedKey } from './resources/aws-managed-key.ts'
import type { KmsScope } from './scope.ts'
import { kmsScope } from './scope.ts'

export const kms: Service<KmsScope> = {
  model,
  operations,
  scope: kmsScope,
  firstUse: newManagedKey,
  accessDenied: AccessDeniedException,
  validationFailed: ValidationException,
  internalFailure: () =>
    KMSInternalException('The request was rejected because an internal exception occurred.'),
}

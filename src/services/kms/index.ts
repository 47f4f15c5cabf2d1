import type { Service } from '../operation.ts'
import {
  AccessDeniedException,
  KMSInternalException,
  ThrottlingException,
  ValidationException,
} from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import { requestQuotas } from './request-quotas.ts'
import { newManagedKey } from './resources/aws-managed-key.ts'
import type { KmsMeans, KmsScope } from './scope.ts'
import { kmsScope } from './scope.ts'
import { noConnector, noProxies } from './xks/proxy.ts'

export interface KmsOptions {
  /** Absent: no external key store proxy is reached. */
  readonly keyStores?: KmsMeans
}

const alone: KmsMeans = { proxies: noProxies, connector: noConnector }

export const kms = ({ keyStores = alone }: KmsOptions): Service<KmsScope> => ({
  model,
  operations,
  scope: kmsScope(keyStores),
  firstUse: newManagedKey,
  accessDenied: AccessDeniedException,
  validationFailed: ValidationException,
  internalFailure: () =>
    KMSInternalException('The request was rejected because an internal exception occurred.'),
  throttled: ThrottlingException,
  requestQuotas,
})

import { GLOBAL_REGION } from '../../base/region.ts'
import type { Service } from '../operation.ts'
import {
  AccessDeniedException,
  InvalidInputException,
  ServiceException,
  TooManyRequestsException,
} from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import type { OrganizationsScope } from './scope.ts'
import { organizationsScope } from './scope.ts'

export const organizations: Service<OrganizationsScope> = {
  model,
  operations,
  scope: organizationsScope,
  homeRegion: GLOBAL_REGION,
  accessDenied: AccessDeniedException,
  validationFailed: (message) => InvalidInputException('INVALID_PATTERN', message),
  internalFailure: () => ServiceException('An internal error occurred.'),
  throttled: TooManyRequestsException,
}

import type { Service } from '../operation.ts'
import {
  AccessDeniedException,
  InternalFailure,
  ThrottlingException,
  ValidationException,
} from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import { rateLimit, unlimited } from './rate-limit.ts'
import { DigestKeys } from './resources/digest-keys.ts'
import { Trails } from './resources/trails.ts'
import type { CloudTrailScope } from './scope.ts'

export interface CloudTrailOptions {
  /** Requests a second for each account and Region; undefined: as many as come. */
  readonly lookupEventsPerSecond: number | undefined
}

export function cloudtrail({ lookupEventsPerSecond }: CloudTrailOptions): Service<CloudTrailScope> {
  const takeLookup =
    lookupEventsPerSecond === undefined ? unlimited : rateLimit(lookupEventsPerSecond)
  return {
    model,
    operations,
    scope: (request) => ({
      ...request,
      takeLookup,
      trails: new Trails(request),
      digestKeys: new DigestKeys(request),
    }),
    accessDenied: AccessDeniedException,
    validationFailed: ValidationException,
    internalFailure: () => InternalFailure('An internal error occurred.'),
    throttled: () => ThrottlingException('Rate exceeded'),
  }
}

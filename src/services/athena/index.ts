import type { Service } from '../operation.ts'
import {
  AccessDeniedException,
  InternalServerException,
  InvalidRequestException,
  ThrottlingException,
} from './errors.ts'
import { model } from './model.ts'
import { operations } from './operations/index.ts'
import type { QueryRunner } from './query-runner.ts'
import { noQueryRunner } from './query-runner.ts'
import type { AthenaScope } from './scope.ts'
import { athenaScope } from './scope.ts'

export interface AthenaOptions {
  /** Absent: queries stay queued. */
  readonly queryRunner?: QueryRunner
}

export const athena = ({ queryRunner = noQueryRunner }: AthenaOptions): Service<AthenaScope> => ({
  model,
  operations,
  scope: athenaScope(queryRunner),
  accessDenied: AccessDeniedException,
  // Not ValidationException; recorded 2024-06-06 (dbt-labs/dbt-project-evaluator issue 457).
  validationFailed: InvalidRequestException,
  internalFailure: () => InternalServerException('An internal error occurred.'),
  throttled: () => ThrottlingException('Rate exceeded'),
})

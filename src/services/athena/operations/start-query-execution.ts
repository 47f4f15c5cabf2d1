import type { Operation } from '../../operation.ts'
import { InvalidRequestException } from '../errors.ts'
import type { StartQueryExecutionInput, StartQueryExecutionOutput } from '../model.ts'
import { onWorkGroup } from '../questions.ts'
import { newExecution, requestDigest, requireToken } from '../resources/new-execution.ts'
import type { AthenaScope } from '../scope.ts'
import { PRIMARY } from '../tables.ts'

/**
 * Puts a query in the queue; it is run in the caller's name. The same request under the same token
 * puts no second one there.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
export const StartQueryExecution: Operation<
  AthenaScope,
  StartQueryExecutionInput,
  StartQueryExecutionOutput
> = {
  readOnly: false,
  questions: ({ WorkGroup = PRIMARY }, scope) => [
    onWorkGroup('athena:StartQueryExecution', WorkGroup, scope),
  ],
  perform(input, scope) {
    const group = scope.workGroups.requireEnabled(input.WorkGroup ?? PRIMARY)
    const earlier = scope.executions.withToken(requireToken(input))?.value
    if (earlier) {
      if (earlier.requestDigest !== requestDigest(input)) throw otherParameters()
      return { output: { QueryExecutionId: earlier.id } }
    }
    const execution = newExecution(input, group, scope)
    return {
      output: { QueryExecutionId: execution.id },
      changes: [scope.executions.create(execution)],
      committed: scope.runner.wake,
    }
  },
}

/** Measured 2026-09-17 (aoyagikouhei/athena-local). */
const otherParameters = () =>
  InvalidRequestException('Idempotent parameters do not match', 'IDEMPOTENT_PARAMETER_MISMATCH')

import type { Operation } from '../../operation.ts'
import type { StopLoggingInput, StopLoggingOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import type { CloudTrailScope } from '../scope.ts'
import { isLogging } from '../tables.ts'

/**
 * Ends the delivery of events; those before it, this very call included, are still delivered.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
 */
export const StopLogging: Operation<CloudTrailScope, StopLoggingInput, StopLoggingOutput> = {
  readOnly: false,
  questions: ({ Name }, scope) => [onTrail('cloudtrail:StopLogging', Name, scope)],
  perform({ Name }, { trails, now }) {
    const trail = trails.requireAtHome(Name)
    if (!isLogging(trail.value)) return { output: {} }
    const until = now.toISOString()
    const loggingPeriods = trail.value.loggingPeriods.map((period) => ({ until, ...period }))
    return { output: {}, changes: [trails.update(trail, { loggingPeriods })] }
  },
}

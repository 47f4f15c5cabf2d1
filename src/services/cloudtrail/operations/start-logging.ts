import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { StartLoggingInput, StartLoggingOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import type { CloudTrailScope } from '../scope.ts'
import { isLogging } from '../tables.ts'

/**
 * Has the events from now on delivered to the trail's bucket. A trail that is logging already goes
 * on as it did.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
 */
export const StartLogging: Operation<CloudTrailScope, StartLoggingInput, StartLoggingOutput> = {
  readOnly: false,
  questions: ({ Name }, scope) => [onTrail('cloudtrail:StartLogging', Name, scope)],
  perform({ Name }, { trails, now }) {
    const trail = trails.requireAtHome(Name)
    if (isLogging(trail.value)) return { output: {} }
    const past = trail.value.loggingPeriods.slice(1 - limits.loggingPeriodsKeptMax)
    const loggingPeriods = [...past, { from: now.toISOString() }]
    return {
      output: {},
      changes: [
        trails.update(trail, { loggingPeriods }),
        ...trails.beginDelivery(trail),
        ...trails.endDigests(trail),
      ],
    }
  },
}

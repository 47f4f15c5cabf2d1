import type { Operation } from '../../operation.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { PutInsightSelectorsInput, PutInsightSelectorsOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import { requireInsightTrail } from '../resources/insight-trail.ts'
import { trailArn } from '../resources/trail-name.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Turns Insights off, which an empty list does.
 *
 * UNLIKE AWS: Insights are not built, so that they cannot be turned on.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html
 */
export const PutInsightSelectors: Operation<
  CloudTrailScope,
  PutInsightSelectorsInput,
  PutInsightSelectorsOutput
> = {
  readOnly: false,
  questions: (input, scope) => [
    onTrail('cloudtrail:PutInsightSelectors', requireInsightTrail(input), scope),
  ],
  perform(input, { trails }) {
    const { value } = trails.requireAtHome(requireInsightTrail(input))
    if (input.InsightSelectors.length > 0) {
      throw UnsupportedOperationException('Sparekey does not make Insights events')
    }
    return { output: { TrailARN: trailArn(value), InsightSelectors: [] } }
  },
}

import type { Operation } from '../../operation.ts'
import { InsightNotEnabledException } from '../errors.ts'
import type { GetInsightSelectorsInput, GetInsightSelectorsOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import { requireInsightTrail } from '../resources/insight-trail.ts'
import { trailArn } from '../resources/trail-name.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Answers, of a trail that exists, that Insights are not enabled: they are not built.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetInsightSelectors.html
 */
export const GetInsightSelectors: Operation<
  CloudTrailScope,
  GetInsightSelectorsInput,
  GetInsightSelectorsOutput
> = {
  readOnly: true,
  questions: (input, scope) => [
    onTrail('cloudtrail:GetInsightSelectors', requireInsightTrail(input), scope),
  ],
  perform(input, { trails }) {
    const { value } = trails.requireVisible(requireInsightTrail(input))
    throw InsightNotEnabledException(
      `Trail ${trailArn(value)} does not have Insights enabled. ` +
        'Edit the trail settings to enable Insights, and then try the operation again.',
    )
  },
}

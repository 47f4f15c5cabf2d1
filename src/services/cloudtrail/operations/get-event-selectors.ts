import type { Operation } from '../../operation.ts'
import type { GetEventSelectorsInput, GetEventSelectorsOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import { selectorsView } from '../resources/selectors-view.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Tells what a trail selects; of one that was given no selectors, the default.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export const GetEventSelectors: Operation<
  CloudTrailScope,
  GetEventSelectorsInput,
  GetEventSelectorsOutput
> = {
  readOnly: true,
  questions: ({ TrailName }, scope) => [onTrail('cloudtrail:GetEventSelectors', TrailName, scope)],
  perform({ TrailName }, { trails }) {
    const { value } = trails.requireVisible(TrailName)
    return { output: selectorsView(value, value) }
  },
}

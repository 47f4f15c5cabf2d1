import type { Operation } from '../../operation.ts'
import type { PutEventSelectorsInput, PutEventSelectorsOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import { requireSelectors } from '../resources/event-selectors.ts'
import { selectorsView } from '../resources/selectors-view.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Replaces what a trail selects: by event selectors or by advanced ones, of which it has one kind
 * at a time.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export const PutEventSelectors: Operation<
  CloudTrailScope,
  PutEventSelectorsInput,
  PutEventSelectorsOutput
> = {
  readOnly: false,
  questions: ({ TrailName }, scope) => [onTrail('cloudtrail:PutEventSelectors', TrailName, scope)],
  perform(input, { trails }) {
    const trail = trails.requireAtHome(input.TrailName)
    const { eventSelectors, advancedEventSelectors } = requireSelectors(input)
    const selectors = { eventSelectors, advancedEventSelectors }
    return {
      output: selectorsView(trail.value, selectors),
      changes: [trails.update(trail, selectors)],
    }
  },
}

import type { Operation } from '../../operation.ts'
import type { GetTrailInput, GetTrailOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import { trailView } from '../resources/trail-view.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Tells the settings of one trail.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html
 */
export const GetTrail: Operation<CloudTrailScope, GetTrailInput, GetTrailOutput> = {
  readOnly: true,
  questions: ({ Name }, scope) => [onTrail('cloudtrail:GetTrail', Name, scope)],
  perform: ({ Name }, { trails }) => ({
    output: { Trail: trailView(trails.requireVisible(Name).value) },
  }),
}

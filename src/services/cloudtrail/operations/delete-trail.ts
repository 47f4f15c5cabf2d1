import type { Operation } from '../../operation.ts'
import type { DeleteTrailInput, DeleteTrailOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Removes a trail, in its home Region. The log files that it delivered stay in the bucket.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteTrail.html
 */
export const DeleteTrail: Operation<CloudTrailScope, DeleteTrailInput, DeleteTrailOutput> = {
  readOnly: false,
  questions: ({ Name }, scope) => [onTrail('cloudtrail:DeleteTrail', Name, scope)],
  perform: ({ Name }, { trails }) => ({
    output: {},
    changes: trails.remove(trails.requireAtHome(Name)),
  }),
}

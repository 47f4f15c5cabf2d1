import type { Operation } from '../../operation.ts'
import type { DescribeTrailsInput, DescribeTrailsOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import { trailView } from '../resources/trail-view.ts'
import { isVisibleIn } from '../resources/trails.ts'
import type { CloudTrailScope } from '../scope.ts'
import { trailRowId } from '../tables.ts'

/**
 * Tells the settings of the trails that log events of the Region, or of those that are named: by
 * name those whose home the Region is, by ARN others too. One that does not exist is left out.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export const DescribeTrails: Operation<CloudTrailScope, DescribeTrailsInput, DescribeTrailsOutput> =
  {
    readOnly: true,
    questions: (_input, scope) => [onAccount('cloudtrail:DescribeTrails', scope)],
    perform({ trailNameList = [], includeShadowTrails = true }, { trails, region }) {
      const named = new Set(trailNameList.map((name) => trailRowId(trails.placeOf(name))))
      const shown = [...trails.ofAccount(), ...trails.ofOrganization()]
        .filter(({ id, value }) => (named.size > 0 ? named.has(id) : isVisibleIn(value, region)))
        .filter(({ value }) => includeShadowTrails || value.region === region)
      return { output: { trailList: shown.map(({ value }) => trailView(value)) } }
    },
  }

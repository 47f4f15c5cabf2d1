import type { Operation } from '../../operation.ts'
import type { ListPoliciesInput, ListPoliciesOutput, Policy } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import { awsPolicies } from '../resources/managed-policies.ts'
import type { IamScope } from '../scope.ts'
import { inSections } from '../sections.ts'
import { policyShape } from '../shapes.ts'
import { usageOf } from '../usage.ts'

/**
 * Answers managed policies: AWS's, then the account's own.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
 */
export const ListPolicies: Operation<IamScope, ListPoliciesInput, ListPoliciesOutput> = {
  readOnly: true,
  questions: ({ PathPrefix = '/' }, { account }) => [
    {
      action: 'iam:ListPolicies',
      resource: { arn: '*', account, mention: { words: `policy path ${PathPrefix}` } },
    },
  ],
  perform: (input, { policies, store, account }) => {
    const { Scope = 'All' } = input
    const sections = [
      ...(Scope === 'Local' ? [] : [listed(awsPolicies, ({ arn }) => arn)]),
      ...(Scope === 'AWS' ? [] : [policies.own]),
    ]
    const { items, position } = takePage(input, (after) =>
      Iterator.from(inSections(sections)(after))
        .map(({ id, value }) => ({
          id,
          value: policyShape(value, usageOf(store, account, value.arn)),
        }))
        .filter(({ value }) => isWanted(value, input)),
    )
    return { output: { Policies: items, ...position } }
  },
}

function isWanted(policy: Policy, input: ListPoliciesInput): boolean {
  const { PathPrefix = '/', OnlyAttached = false, PolicyUsageFilter } = input
  const { Path = '/', AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 } = policy
  if (!Path.startsWith(PathPrefix)) return false
  if (PolicyUsageFilter === 'PermissionsBoundary') return PermissionsBoundaryUsageCount > 0
  return AttachmentCount > 0 || !(OnlyAttached || PolicyUsageFilter === 'PermissionsPolicy')
}

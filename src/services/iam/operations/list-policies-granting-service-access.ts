import type { Operation } from '../../operation.ts'
import type {
  ListPoliciesGrantingServiceAccessInput,
  ListPoliciesGrantingServiceAccessOutput,
  PolicyGrantingServiceAccess,
} from '../model.ts'
import { grantsService } from '../reports/granted-services.ts'
import type { IamScope } from '../scope.ts'
import type { SourcePolicy } from '../simulation/source-policy.ts'
import { requireIdentity } from '../simulation/source-policy.ts'

/**
 * Answers which policies of a user, role or group allow anything of each service.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html
 */
export const ListPoliciesGrantingServiceAccess: Operation<
  IamScope,
  ListPoliciesGrantingServiceAccessInput,
  ListPoliciesGrantingServiceAccessOutput
> = {
  readOnly: true,
  questions: ({ Arn: arn }, { account }) => [
    { action: 'iam:ListPoliciesGrantingServiceAccess', resource: { arn, account } },
  ],
  perform: ({ Arn, ServiceNamespaces }, scope) => {
    const { policies } = requireIdentity(Arn, scope)
    const entries = ServiceNamespaces.map((ServiceNamespace) => ({
      ServiceNamespace,
      Policies: policies
        .filter(({ named }) => grantsService(named.policy.document, ServiceNamespace))
        .map(shape),
    }))
    return { output: { PoliciesGrantingServiceAccess: entries, IsTruncated: false } }
  },
}

function shape({ id, arn, attachedTo }: SourcePolicy): PolicyGrantingServiceAccess {
  if (arn !== undefined) return { PolicyName: id, PolicyType: 'MANAGED', PolicyArn: arn }
  return {
    PolicyName: id,
    PolicyType: 'INLINE',
    ...(attachedTo && {
      EntityType: ENTITY_TYPES[attachedTo.kind],
      EntityName: attachedTo.name,
    }),
  }
}

const ENTITY_TYPES = { user: 'USER', role: 'ROLE', group: 'GROUP' } as const

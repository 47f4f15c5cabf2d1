// Whom a report on last access is about: a user or role itself, the members of a group, everybody
// who has a managed policy.

import type { PolicyDocument } from '../../../policy/index.ts'
import { entityArn, parseEntityArn } from '../arns.ts'
import { awsManagedPolicy } from '../aws-managed-policies.ts'
import { cannotBeFound } from '../errors.ts'
import { membersOf } from '../membership.ts'
import { managedPolicyInForce } from '../policies-in-force.ts'
import type { IamScope } from '../scope.ts'
import { requireIdentity } from '../simulation/source-policy.ts'
import type { GroupRow } from '../tables.ts'
import { groups, rowId } from '../tables.ts'
import { policyUsers } from '../usage.ts'

export interface Reported {
  /** ARNs of users and roles. */
  readonly entityArns: readonly string[]
  /** What says which services are of interest. */
  readonly documents: readonly PolicyDocument[]
}

export function reportedOf(arn: string, scope: IamScope): Reported {
  const place = parseEntityArn(arn)
  const isOwn = awsManagedPolicy(arn) !== undefined || place?.account === scope.account
  if (!isOwn) throw cannotBeFound('entity', arn)
  if (awsManagedPolicy(arn) || place?.kind === 'policy') return withPolicy(arn, scope)
  const { kind, row, policies } = requireIdentity(arn, scope)
  const documents = policies.map(({ named }) => named.policy.document)
  if (kind !== 'group') return { entityArns: [entityArn(kind, row)], documents }
  return { entityArns: memberArns(row, scope), documents }
}

const memberArns = (group: GroupRow, { store }: IamScope): readonly string[] =>
  [...membersOf(store, group)].map(({ value }) => entityArn('user', value))

function withPolicy(arn: string, scope: IamScope): Reported {
  scope.policies.require(arn)
  const { store, account } = scope
  const users = policyUsers(store, account, arn, 'PermissionsPolicy').flatMap((section) => [
    ...section(''),
  ])
  const entityArns = users.flatMap(({ value: { kind, row } }) => {
    if (kind !== 'group') return [entityArn(kind, row)]
    const group = store.get(groups, rowId(account, row.name))?.value
    return group ? memberArns(group, scope) : []
  })
  const policy = managedPolicyInForce(store, arn)
  return {
    entityArns: [...new Set(entityArns)],
    documents: policy ? [policy.policy.document] : [],
  }
}

// What GetAccountAuthorizationDetails tells of an account.

import { unreachable } from '../../base/unreachable.ts'
import type { Table } from '../../store/store.ts'
import { entityArn } from './arns.ts'
import type {
  EntityType,
  GetAccountAuthorizationDetailsOutput,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from './model.ts'
import { eachRow, listed } from './paging.ts'
import type { ManagedPolicy } from './resources/managed-policies.ts'
import { awsPolicies } from './resources/managed-policies.ts'
import type { IamScope } from './scope.ts'
import type { Section } from './sections.ts'
import {
  attachedShape,
  confinement,
  groupShape,
  inlineShapes,
  instanceProfileListShape,
  policyShape,
  userShape,
  versionShape,
} from './shapes.ts'
import type { GroupRow, IdentityRow, RoleRow, UserRow } from './tables.ts'
import { groups, roles, users } from './tables.ts'
import { readTrustPolicy } from './trust-binding.ts'
import { usageOf } from './usage.ts'

export type Detail =
  | { readonly kind: 'User'; readonly row: UserRow }
  | { readonly kind: 'Group'; readonly row: GroupRow }
  | { readonly kind: 'Role'; readonly row: RoleRow }
  | { readonly kind: 'Policy'; readonly policy: ManagedPolicy }

type PolicyItem = Extract<Detail, { readonly kind: 'Policy' }>

/** All entities of one kind, for `inSections`. */
export function accountDetails(kind: EntityType, scope: IamScope): Section<Detail> {
  switch (kind) {
    case 'User':
      return identities(scope, users, (row) => ({ kind, row }))
    case 'Group':
      return identities(scope, groups, (row) => ({ kind, row }))
    case 'Role':
      return identities(scope, roles, (row) => ({ kind, row }))
    case 'LocalManagedPolicy':
      return (after) =>
        Iterator.from(scope.policies.own(after)).map(({ id, value }) => ({
          id,
          value: { kind: 'Policy', policy: value },
        }))
    case 'AWSManagedPolicy':
      return listed(awsPoliciesInUse(scope), ({ policy }) => policy.arn)
    default:
      return unreachable(kind)
  }
}

const identities =
  <Value extends IdentityRow>(
    { store, account }: IamScope,
    table: Table<Value>,
    detail: (row: Value) => Detail,
  ): Section<Detail> =>
  (after) =>
    eachRow((request) => store.page(table, { ...request, prefix: `${account}/` }), after).map(
      ({ id, value }) => ({ id, value: detail(value) }),
    )

/** Of AWS's policies only those that the account uses, as AWS answers. */
function awsPoliciesInUse({ store, account }: IamScope): readonly PolicyItem[] {
  return awsPolicies
    .filter(({ arn }) => {
      const { attachments, boundaries } = usageOf(store, account, arn)
      return attachments + boundaries > 0
    })
    .map((policy) => ({ kind: 'Policy', policy }))
}

export function detailShapes(
  items: readonly Detail[],
  scope: IamScope,
): GetAccountAuthorizationDetailsOutput {
  const of = <Shape>(shape: (item: Detail) => Shape | undefined): readonly Shape[] =>
    items.map(shape).filter((shown) => shown !== undefined)
  return {
    UserDetailList: of((item) => (item.kind === 'User' ? userDetail(item.row, scope) : undefined)),
    GroupDetailList: of((item) => (item.kind === 'Group' ? groupDetail(item.row) : undefined)),
    RoleDetailList: of((item) => (item.kind === 'Role' ? roleDetail(item.row, scope) : undefined)),
    Policies: of((item) => (item.kind === 'Policy' ? policyDetail(item.policy, scope) : undefined)),
  }
}

function userDetail(user: UserRow, { groups: known }: IamScope): UserDetail {
  return {
    ...userShape(user),
    ...confinement(user),
    UserPolicyList: inlineShapes(user),
    GroupList: user.groups.map((group) => known.require(group).value.name),
    AttachedManagedPolicies: user.attachedPolicies.map(attachedShape),
  }
}

function groupDetail(group: GroupRow): GroupDetail {
  return {
    ...groupShape(group),
    GroupPolicyList: inlineShapes(group),
    AttachedManagedPolicies: group.attachedPolicies.map(attachedShape),
  }
}

function roleDetail(role: RoleRow, scope: IamScope): RoleDetail {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.uniqueId,
    Arn: entityArn('role', role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: readTrustPolicy(scope.store, role.trustPolicy),
    ...confinement(role),
    InstanceProfileList: [...scope.instanceProfiles.holding(role.name)].map(({ value }) =>
      instanceProfileListShape(value, scope),
    ),
    RolePolicyList: inlineShapes(role),
    AttachedManagedPolicies: role.attachedPolicies.map(attachedShape),
  }
}

function policyDetail(policy: ManagedPolicy, { store, account }: IamScope): ManagedPolicyDetail {
  const { description } = policy
  return {
    ...policyShape(policy, usageOf(store, account, policy.arn)),
    ...(description !== undefined && { Description: description }),
    PolicyVersionList: policy.versions.map((version) => ({
      ...versionShape(policy, version),
      Document: version.document,
    })),
  }
}

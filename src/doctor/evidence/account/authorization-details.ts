// The whole of IAM in one question of many pages: every user, group, role and policy document.

import {
  paginateGetAccountAuthorizationDetails,
  type AttachedPolicy,
  type GroupDetail,
  type ManagedPolicyDetail,
  type PolicyDetail,
  type RoleDetail,
  type Tag,
  type UserDetail,
} from '@aws-sdk/client-iam'
import type { NamedPolicy } from '../../../policy/index.ts'
import type { Connection } from '../../connection.ts'
import { ask, gotOf, isGot, isUnseen, type Answer, type Failed, type Refused } from '../answer.ts'
import { documentOf } from '../entity.ts'
import { askManagedPolicy } from '../identity-policies.ts'
import type { AccountPrincipal, AccountPrincipals } from './account-principals.ts'
import type { PolicyShelf } from './policy-shelf.ts'
import { sideBySide } from './side-by-side.ts'
import { inlinePolicyName } from '../../policy-names/say-policy-name.ts'

interface Details {
  readonly users: UserDetail[]
  readonly groups: GroupDetail[]
  readonly roles: RoleDetail[]
  readonly policies: ManagedPolicyDetail[]
}

/** AWS takes up to 1,000, and may answer fewer. */
const itemsPerPage = 1000
const policiesAtOnce = 8

export interface InventoryOptions {
  readonly signal?: AbortSignal | undefined
  /** Told how many principals are known. */
  readonly tell?: (principals: number) => void
}

export async function askAuthorizationDetails(
  connection: Connection,
  shelf: PolicyShelf,
  options: InventoryOptions,
): Promise<Answer<AccountPrincipals>> {
  const details = await ask('iam:GetAccountAuthorizationDetails', () =>
    pagesOf(connection, options),
  )
  if (!isGot(details)) return details
  const { managed, unseen } = await managedPolicies(connection, details.got, shelf)
  const carried = (carrier: Carrier): readonly NamedPolicy[] => [
    ...inlineOf(carrier).map((policy) => shelf.take(policy)),
    ...(carrier.attached ?? []).flatMap(({ PolicyArn = '' }) => managed.get(PolicyArn) ?? []),
  ]
  const { users, roles, groups } = details.got
  const principals = [
    ...users.map((user) => ofUser(user, carried, managed)),
    ...roles.map((role) => ofRole(role, carried, managed)),
  ]
  const named = groups.map((group) => [group.GroupName ?? '', carried(ofGroup(group))] as const)
  const everybody = !options.signal?.aborted
  return {
    got: {
      ...{ principals, everybody, groups: Object.fromEntries(named) },
      unseen: everybody ? unseen : [...unseen, INTERRUPTED],
    },
  }
}

const INTERRUPTED: Failed = { failed: 'interrupted', by: 'iam:GetAccountAuthorizationDetails' }

async function pagesOf({ iam }: Connection, { signal, tell }: InventoryOptions): Promise<Details> {
  const details: Details = { users: [], groups: [], roles: [], policies: [] }
  const paging = { client: iam, pageSize: itemsPerPage }
  for await (const page of paginateGetAccountAuthorizationDetails(paging, {})) {
    details.users.push(...(page.UserDetailList ?? []))
    details.groups.push(...(page.GroupDetailList ?? []))
    details.roles.push(...(page.RoleDetailList ?? []))
    details.policies.push(...(page.Policies ?? []))
    tell?.(details.users.length + details.roles.length)
    if (signal?.aborted) break
  }
  return details
}

/** Whatever carries policies: a user, a role, a group. */
interface Carrier {
  /** As a policy's name tells it: `user/alice`. */
  readonly who: string
  readonly inline: readonly PolicyDetail[] | undefined
  readonly attached: readonly AttachedPolicy[] | undefined
}

type Carried = (carrier: Carrier) => readonly NamedPolicy[]
type Managed = ReadonlyMap<string, NamedPolicy>

const ofGroup = (group: GroupDetail): Carrier => ({
  who: `group/${group.GroupName}`,
  inline: group.GroupPolicyList,
  attached: group.AttachedManagedPolicies,
})

function ofUser(user: UserDetail, carried: Carried, managed: Managed): AccountPrincipal {
  const { UserName = '', Arn = '', UserId, CreateDate, GroupList = [] } = user
  const inline = user.UserPolicyList
  const policies = carried({
    who: `user/${UserName}`,
    inline,
    attached: user.AttachedManagedPolicies,
  })
  return {
    ...{ kind: 'user', name: UserName, arn: Arn, policies, groups: GroupList },
    ...{ createdAt: CreateDate, lastUsedAt: undefined, trust: undefined },
    ...(UserId === undefined ? {} : { uniqueId: UserId }),
    ...boundaryOf(user.PermissionsBoundary?.PermissionsBoundaryArn, managed),
    tags: tagsOf(user.Tags),
  }
}

function ofRole(role: RoleDetail, carried: Carried, managed: Managed): AccountPrincipal {
  const { RoleName = '', Arn = '', RoleId, CreateDate, RoleLastUsed } = role
  const inline = role.RolePolicyList
  const policies = carried({
    who: `role/${RoleName}`,
    inline,
    attached: role.AttachedManagedPolicies,
  })
  return {
    ...{ kind: 'role', name: RoleName, arn: Arn, policies },
    ...{ createdAt: CreateDate, lastUsedAt: RoleLastUsed?.LastUsedDate },
    trust: textOf(role.AssumeRolePolicyDocument),
    ...(RoleId === undefined ? {} : { uniqueId: RoleId }),
    ...boundaryOf(role.PermissionsBoundary?.PermissionsBoundaryArn, managed),
    tags: tagsOf(role.Tags),
  }
}

/** A boundary that could not be read is an empty one here: it is told of as unseen. */
function boundaryOf(arn: string | undefined, managed: Managed) {
  if (arn === undefined) return {}
  const policy = managed.get(arn)
  return { boundary: policy ? [policy] : [] }
}

function tagsOf(tags: readonly Tag[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]))
}

const inlineOf = ({ who, inline = [] }: Carrier) =>
  inline.map(({ PolicyName = '', PolicyDocument }) => {
    const text = textOf(PolicyDocument) ?? ''
    return { name: inlinePolicyName(PolicyName, who), text }
  })

/** Every managed policy that is in use: those that the pages left out are asked for. */
async function managedPolicies(
  connection: Connection,
  { users, groups, roles, policies }: Details,
  shelf: PolicyShelf,
): Promise<{ readonly managed: Managed; readonly unseen: readonly (Refused | Failed)[] }> {
  const managed = new Map<string, NamedPolicy>()
  for (const { Arn = '', PolicyVersionList = [] } of policies) {
    const inForce = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)
    const text = textOf(inForce?.Document)
    if (text !== undefined) managed.set(Arn, shelf.take({ name: Arn, text }))
  }
  const carriers = [...users, ...groups, ...roles]
  const inUse = new Set([
    ...carriers.flatMap((one) => one.AttachedManagedPolicies ?? []).map((one) => one.PolicyArn),
    ...[...users, ...roles].map((one) => one.PermissionsBoundary?.PermissionsBoundaryArn),
  ])
  const missing = [...inUse].filter((arn) => arn !== undefined && !managed.has(arn))
  const answers = await sideBySide(missing, { atOnce: policiesAtOnce }, (arn = '') =>
    askManagedPolicy(connection, arn),
  )
  for (const policy of answers.flatMap((answer) => gotOf(answer) ?? [])) {
    managed.set(policy.name, shelf.take(policy))
  }
  return { managed, unseen: answers.filter((answer) => isUnseen(answer)) }
}

const textOf = (encoded: string | undefined): string | undefined =>
  encoded === undefined ? undefined : documentOf(encoded)

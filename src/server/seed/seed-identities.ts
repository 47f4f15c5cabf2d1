// Groups and users, and what every identity can carry.

import type { AccountId } from '../../base/account-id.ts'
import type { SeedGroup, SeedUser } from '../../seed/format.ts'
import type { SeedPath } from '../../seed/problem.ts'
import { iamDirectory } from '../../services/iam/api.ts'
import type { GetGroupOutput, GetUserOutput } from '../../services/iam/model.ts'
import { seedAccessKeys } from './seed-access-keys.ts'
import { iamArn, iamOf, type SeedCall, type Seeder } from './seeder.ts'
import { tagList } from './tag-list.ts'

/** An identity as calls name it: `UserName`, `PutUserPolicy`. */
export interface Identity {
  readonly kind: 'Group' | 'User' | 'Role'
  readonly account: AccountId
  readonly name: string
  readonly arn: string
  readonly path: SeedPath
}

/** What it may carry; a group has no boundary and no tags. */
export interface Carried {
  readonly inlinePolicies?: Readonly<Record<string, string>>
  readonly attachedPolicies?: readonly string[]
  readonly permissionsBoundary?: string
  readonly tags?: Readonly<Record<string, string>>
}

export async function seedGroups(
  seeder: Seeder,
  account: AccountId,
  groups: Readonly<Record<string, SeedGroup>>,
): Promise<void> {
  for (const [name, group] of Object.entries(groups)) {
    const arn = iamArn(account, 'group', name, group.path)
    const path = ['accounts', account, 'groups', name]
    const identity: Identity = { kind: 'Group', account, name, arn, path }
    const asked = { GroupName: name }
    const known = await seeder.ask<GetGroupOutput>(iamOf(account), 'GetGroup', asked)
    const placed = known
      ? await movePath(seeder, identity, known.Group.Path, group.path)
      : await act(seeder, identity, 'CreateGroup', pathInput(group))
    if (placed) await carry(seeder, identity, group)
  }
}

export async function seedUsers(
  seeder: Seeder,
  account: AccountId,
  users: Readonly<Record<string, SeedUser>>,
): Promise<void> {
  for (const [name, user] of Object.entries(users)) {
    const arn = iamArn(account, 'user', name, user.path)
    const path = ['accounts', account, 'users', name]
    const identity: Identity = { kind: 'User', account, name, arn, path }
    if (!(await placeUser(seeder, identity, user))) continue
    await carry(seeder, identity, user)
    for (const [index, group] of (user.groups ?? []).entries()) {
      const at = [...path, 'groups', index]
      await act(
        seeder,
        identity,
        'AddUserToGroup',
        { GroupName: group },
        { path: at, detail: group },
      )
    }
    await seedAccessKeys(seeder, identity, user.accessKeys ?? [])
  }
}

async function placeUser(seeder: Seeder, identity: Identity, user: SeedUser): Promise<boolean> {
  const asked = { UserName: identity.name }
  const known = await seeder.ask<GetUserOutput>(iamOf(identity.account), 'GetUser', asked)
  if (!isFreeUniqueId(seeder, identity, user.uniqueId, known?.User.UserId)) return false
  if (known) return movePath(seeder, identity, known.User.Path, user.path)
  const { uniqueId, permissionsBoundary, tags } = user
  const input = {
    ...pathInput(user),
    ...(permissionsBoundary !== undefined && { PermissionsBoundary: permissionsBoundary }),
    ...(tags && { Tags: tagList(tags) }),
  }
  const chosen = uniqueId === undefined ? {} : { chosen: { uniqueId } }
  return act(seeder, identity, 'CreateUser', input, chosen)
}

/** A unique id is somebody's for good: what is there keeps its own, and nobody has another's. */
export function isFreeUniqueId(
  seeder: Seeder,
  { path, arn }: Identity,
  wanted: string | undefined,
  known: string | undefined,
): boolean {
  if (wanted === undefined || wanted === known) return true
  const owner = iamDirectory(seeder.draft).arnOf(wanted)
  if (known === undefined && owner === undefined) return true
  const says = known ? `\`${arn}\` is ${known}` : `\`${wanted}\` is \`${owner}\``
  seeder.report([...path, 'uniqueId'], `${says}: a unique id cannot be changed; leave it out`)
  return false
}

/** Paths of users and groups can be changed; those of roles cannot. */
function movePath(
  seeder: Seeder,
  identity: Identity,
  known: string | undefined,
  wanted: string | undefined,
): Promise<boolean> | boolean {
  if (wanted === undefined || wanted === known) return true
  return act(seeder, identity, `Update${identity.kind}`, { NewPath: wanted })
}

/** Everything that AWS takes again without a difference, so that nothing has to be compared. */
export async function carry(seeder: Seeder, identity: Identity, carried: Carried): Promise<void> {
  const { kind, path } = identity
  const { permissionsBoundary, tags, inlinePolicies = {}, attachedPolicies = [] } = carried
  if (permissionsBoundary !== undefined) {
    const input = { PermissionsBoundary: permissionsBoundary }
    const at = [...path, 'permissionsBoundary']
    await act(seeder, identity, `Put${kind}PermissionsBoundary`, input, { path: at })
  }
  if (tags) {
    const at = [...path, 'tags']
    await act(seeder, identity, `Tag${kind}`, { Tags: tagList(tags) }, { path: at })
  }
  for (const [PolicyName, PolicyDocument] of Object.entries(inlinePolicies)) {
    const at = [...path, 'inlinePolicies', PolicyName]
    const input = { PolicyName, PolicyDocument }
    await act(seeder, identity, `Put${kind}Policy`, input, { path: at, detail: PolicyName })
  }
  for (const [index, PolicyArn] of attachedPolicies.entries()) {
    const at = [...path, 'attachedPolicies', index]
    const more = { path: at, detail: PolicyArn }
    await act(seeder, identity, `Attach${kind}Policy`, { PolicyArn }, more)
  }
}

/** A call about this identity. */
export function act(
  seeder: Seeder,
  { kind, account, name, arn, path }: Identity,
  operation: string,
  input: object,
  {
    detail,
    ...more
  }: Partial<Pick<SeedCall, 'path' | 'chosen' | 'policy'>> & {
    /** What of the identity it is about, such as the name of a policy. */
    readonly detail?: string
  } = {},
): Promise<boolean> {
  const named = { [`${kind}Name`]: name, ...input }
  const on = detail === undefined ? arn : `${arn} ${detail}`
  return seeder.act(iamOf(account), { operation, input: named, on, path, ...more })
}

export const pathInput = ({ path }: { readonly path?: string }) =>
  path === undefined ? {} : { Path: path }

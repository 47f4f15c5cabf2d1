// Roles of all accounts together: their trust policies name each other.

import { accountRootArn } from '../../base/arn.ts'
import { principalsOf, readPolicy } from '../../policy/index.ts'
import type { Seed, SeedRole } from '../../seed/format.ts'
import type { GetRoleOutput, ListRolesOutput } from '../../services/iam/model.ts'
import { act, carry, type Identity, isFreeUniqueId, pathInput } from './seed-identities.ts'
import { requireAccount } from './seed-accounts.ts'
import { iamArn, iamOf, type Seeder } from './seeder.ts'
import { tagList } from './tag-list.ts'

interface WantedRole {
  readonly identity: Identity
  readonly role: SeedRole
}

export async function seedRoles(seeder: Seeder, { accounts }: Seed): Promise<void> {
  const wanted = Object.entries(accounts).flatMap(([id, { roles = {} }]) => {
    const account = requireAccount(id)
    return Object.entries(roles).map(([name, role]): WantedRole => {
      const arn = iamArn(account, 'role', name, role.path)
      const path = ['accounts', account, 'roles', name]
      return { identity: { kind: 'Role', account, name, arn, path }, role }
    })
  })
  const placed = await placeRoles(seeder, wanted)
  for (const { identity, role } of placed) await settleRole(seeder, identity, role)
  await seedLinkedRoles(seeder, accounts)
}

/** Those that are there and those that could be made. */
async function placeRoles(
  seeder: Seeder,
  wanted: readonly WantedRole[],
): Promise<readonly WantedRole[]> {
  const placed: WantedRole[] = []
  let missing: readonly WantedRole[] = []
  for (const each of wanted) {
    const known = await knownRole(seeder, each)
    if (known === 'none') missing = [...missing, each]
    else if (known === 'same') placed.push(each)
  }
  while (missing.length > 0) {
    const { next, trustPolicy } = nextToMake(missing)
    if (await createRole(seeder, next, trustPolicy)) placed.push(next)
    missing = missing.filter((each) => each !== next)
  }
  return placed
}

async function knownRole(
  seeder: Seeder,
  { identity, role }: WantedRole,
): Promise<'none' | 'same' | 'other'> {
  const { account, name, path } = identity
  const known = await seeder.ask<GetRoleOutput>(iamOf(account), 'GetRole', { RoleName: name })
  if (!isFreeUniqueId(seeder, identity, role.uniqueId, known?.Role.RoleId)) return 'other'
  if (!known) return 'none'
  if (role.path === undefined || role.path === known.Role.Path) return 'same'
  const says = `the role has the path ${known.Role.Path}: the path of a role cannot be changed`
  seeder.report([...path, 'path'], says)
  return 'other'
}

/**
 * One whose trust policy names none that is still to be made; where they name each other in a
 * circle, the first, which trusts its account until its own trust policy is put.
 */
function nextToMake(missing: readonly WantedRole[]) {
  const [first] = missing
  // INVARIANT: it is asked for only while some are missing.
  if (!first) throw new Error('no role is missing')
  const ready = missing.find(({ role }) => !missing.some((other) => isNamedBy(other, role)))
  if (ready) return { next: ready, trustPolicy: ready.role.trustPolicy }
  return { next: first, trustPolicy: trustOfAccount(first.identity) }
}

function isNamedBy({ identity }: WantedRole, { trustPolicy }: SeedRole): boolean {
  const read = readPolicy(trustPolicy)
  if (!('document' in read)) return false
  const { account, name, arn } = identity
  const sessions = `arn:aws:sts::${account}:assumed-role/${name}/`
  return principalsOf(read.document).some(
    ({ value }) => value === arn || value.startsWith(sessions),
  )
}

const trustOfAccount = ({ account }: Identity): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: accountRootArn(account) }, Action: 'sts:AssumeRole' },
    ],
  })

function createRole(
  seeder: Seeder,
  { identity, role }: WantedRole,
  trustPolicy: string,
): Promise<boolean> {
  const { description, maxSessionDuration, permissionsBoundary, tags, uniqueId } = role
  const input = {
    ...pathInput(role),
    AssumeRolePolicyDocument: trustPolicy,
    ...(description !== undefined && { Description: description }),
    ...(maxSessionDuration !== undefined && { MaxSessionDuration: maxSessionDuration }),
    ...(permissionsBoundary !== undefined && { PermissionsBoundary: permissionsBoundary }),
    ...(tags && { Tags: tagList(tags) }),
  }
  return act(seeder, identity, 'CreateRole', input, {
    policy: trustPolicy,
    ...(uniqueId !== undefined && { chosen: { uniqueId } }),
  })
}

async function settleRole(seeder: Seeder, identity: Identity, role: SeedRole): Promise<void> {
  const { description, maxSessionDuration, trustPolicy } = role
  const trust = { PolicyDocument: trustPolicy }
  const path = [...identity.path, 'trustPolicy']
  await act(seeder, identity, 'UpdateAssumeRolePolicy', trust, { path, policy: trustPolicy })
  if (description !== undefined) {
    await act(seeder, identity, 'UpdateRoleDescription', { Description: description })
  }
  // UpdateRole would set a duration that it is not given back to an hour.
  if (maxSessionDuration !== undefined) {
    await act(seeder, identity, 'UpdateRole', { MaxSessionDuration: maxSessionDuration })
  }
  await carry(seeder, identity, role)
}

async function seedLinkedRoles(seeder: Seeder, accounts: Seed['accounts']): Promise<void> {
  for (const [id, { serviceLinkedRoles = [] }] of Object.entries(accounts)) {
    const at = iamOf(requireAccount(id))
    for (const [index, service] of serviceLinkedRoles.entries()) {
      const below = { PathPrefix: `/aws-service-role/${service}/` }
      const known = await seeder.ask<ListRolesOutput>(at, 'ListRoles', below)
      if (known && known.Roles.length > 0) continue
      await seeder.act(at, {
        operation: 'CreateServiceLinkedRole',
        input: { AWSServiceName: service },
        on: `${service} in ${id}`,
        path: ['accounts', id, 'serviceLinkedRoles', index],
      })
    }
  }
}

// The users and roles one by one, for callers who may list them and read each, and not the account
// as a whole. What is refused is told of, and the rest counts.

import { paginateListRoles, paginateListUsers } from '@aws-sdk/client-iam'
import type { Connection } from '../../connection.ts'
import { ask, gotOf, isGot, isUnseen, type Answer } from '../answer.ts'
import { askEntity, type EntityName } from '../entity.ts'
import { askIdentityPolicies } from '../identity-policies.ts'
import type { AccountPrincipal, AccountPrincipals } from './account-principals.ts'
import type { InventoryOptions } from './authorization-details.ts'
import type { PolicyShelf } from './policy-shelf.ts'
import { sideBySide } from './side-by-side.ts'

/** Each principal is a handful of questions; IAM slows down who asks more than some 20 a second. */
const principalsAtOnce = 4

type Unseen = AccountPrincipals['unseen']

/** The policies of groups come with each user here. */
export async function askListedPrincipals(
  connection: Connection,
  shelf: PolicyShelf,
  { signal, tell }: InventoryOptions,
): Promise<AccountPrincipals> {
  const lists = await Promise.all([listUsers(connection), listRoles(connection)])
  let known = 0
  const names = lists.flatMap((list) => gotOf(list) ?? [])
  const asked = await sideBySide(names, { atOnce: principalsAtOnce, signal }, async (name) => {
    const one = await askPrincipal(connection, name, shelf)
    tell?.((known += 1))
    return one
  })
  const found = asked.filter((one) => one !== undefined)
  const left = found.length < names.length ? [INTERRUPTED] : []
  const unseen = [...lists.filter((list) => isUnseen(list)), ...found.flatMap((one) => one.unseen)]
  const principals = found.flatMap(({ principal }) => principal ?? [])
  const isListed = lists.every((list) => isGot(list))
  return {
    principals,
    everybody: isListed && principals.length === names.length,
    groups: {},
    unseen: [...onceEach(unseen), ...left],
  }
}

const INTERRUPTED = { failed: 'interrupted', by: 'iam:GetRole' } as const

/** A thousand roles are refused for one missing permission. */
function onceEach(unseen: Unseen): Unseen {
  return [...new Map(unseen.map((one) => [one.by, one])).values()]
}

function listUsers({ iam }: Connection): Promise<Answer<readonly EntityName[]>> {
  return ask('iam:ListUsers', async () => {
    const names: EntityName[] = []
    for await (const { Users = [] } of paginateListUsers({ client: iam }, {})) {
      names.push(...Users.map(({ UserName = '' }) => ({ kind: 'user', name: UserName }) as const))
    }
    return names
  })
}

function listRoles({ iam }: Connection): Promise<Answer<readonly EntityName[]>> {
  return ask('iam:ListRoles', async () => {
    const names: EntityName[] = []
    for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
      names.push(...Roles.map(({ RoleName = '' }) => ({ kind: 'role', name: RoleName }) as const))
    }
    return names
  })
}

interface Asked {
  readonly principal: AccountPrincipal | undefined
  readonly unseen: Unseen
}

async function askPrincipal(
  connection: Connection,
  name: EntityName,
  shelf: PolicyShelf,
): Promise<Asked> {
  const entity = await askEntity(connection, name)
  const { policies, boundary, unseen } = await askIdentityPolicies(connection, name, entity)
  if (!isGot(entity)) return { principal: undefined, unseen }
  const { arn, uniqueId, createdAt, boundaryArn, trust } = entity.got
  const principal: AccountPrincipal = {
    ...{ ...name, arn, uniqueId, createdAt, trust, lastUsedAt: undefined },
    policies: policies.map((policy) => shelf.take(policy)),
    ...(boundaryArn === undefined ? {} : { boundary: boundary ? [shelf.take(boundary)] : [] }),
  }
  return { principal, unseen }
}

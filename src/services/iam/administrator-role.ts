import type { AccountId } from '../../base/account-id.ts'
import { accountRootArn } from '../../base/arn.ts'
import type { Change } from '../../store/store.ts'
import { change } from '../../store/store.ts'
import type { RequestScope } from '../operation.ts'
import { newUniqueId } from './entity-ids.ts'
import { limits } from './limits.ts'
import type { RoleRow } from './tables.ts'
import { roles, rowId } from './tables.ts'
import { storedTrustPolicy } from './trust-binding.ts'

interface AdministratorRole {
  readonly account: AccountId
  readonly name: string
  /** The account whose principals may assume it. */
  readonly trusted: AccountId
}

/** A role with AdministratorAccess in an account that is new. */
export function newAdministratorRole(
  { world, now, store }: Pick<RequestScope, 'world' | 'now' | 'store'>,
  { account, name, trusted }: AdministratorRole,
): Change {
  const row: RoleRow = {
    account,
    name,
    path: '/',
    uniqueId: newUniqueId(world, 'AROA'),
    createdAt: now.toISOString(),
    inlinePolicies: {},
    attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    tags: [],
    trustPolicy: storedTrustPolicy(store, trustIn(trusted)),
    maxSessionSeconds: limits.sessionSecondsDefault,
  }
  return change(roles, rowId(account, name), undefined, row)
}

const trustIn = (account: AccountId): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: accountRootArn(account) }, Action: 'sts:AssumeRole' },
    ],
  })

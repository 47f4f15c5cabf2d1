// The credential report: a line for the root user and one for each user.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html

import { setImmediate as others } from 'node:timers/promises'
import { accountRootArn } from '../../../base/arn.ts'
import { dayMs } from '../../../base/sizes.ts'
import type { Row } from '../../../store/store.ts'
import { lastUseOf } from '../access-key-use.ts'
import { entityArn } from '../arns.ts'
import { devicesOf } from '../mfa/user-devices.ts'
import { eachRow } from '../paging.ts'
import { findLoginProfile } from '../passwords/login-profiles.ts'
import { passwordPolicyOf } from '../passwords/password-policy.ts'
import type { KeyOwner } from '../resources/access-keys.ts'
import type { IamScope } from '../scope.ts'
import type { AccessKeyRow, UserRow } from '../tables.ts'
import { accounts, users } from '../tables.ts'

const COLUMNS = [
  ...['user', 'arn', 'user_creation_time'],
  ...['password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation'],
  'mfa_active',
  ...[1, 2].flatMap((number) => [
    `access_key_${number}_active`,
    `access_key_${number}_last_rotated`,
    `access_key_${number}_last_used_date`,
    `access_key_${number}_last_used_region`,
    `access_key_${number}_last_used_service`,
  ]),
  ...['cert_1_active', 'cert_1_last_rotated', 'cert_2_active', 'cert_2_last_rotated'],
] as const

const NONE = 'N/A'
const NO_KEY = ['false', NONE, NONE, NONE, NONE]
const NO_CERTIFICATES = ['false', NONE, 'false', NONE]

export async function credentialReport(scope: IamScope): Promise<string> {
  const { store, account } = scope
  const lines = [COLUMNS.join(','), await rootLine(scope)]
  const read = eachRow((request) => store.page(users, { ...request, prefix: `${account}/` }))
  for (const { value } of read) {
    lines.push(await userLine(value, scope))
    await others() // What a key was last used for takes a while to find.
  }
  return lines.join('\n')
}

async function rootLine(scope: IamScope): Promise<string> {
  const { store, account } = scope
  const openedAt = store.get(accounts, account)?.value.createdAt
  return [
    ...['<root_account>', accountRootArn(account), openedAt === undefined ? NONE : time(openedAt)],
    ...['not_supported', 'not_supported', 'not_supported', 'not_supported', 'false'],
    ...(await keyFields(undefined, scope)),
    ...NO_CERTIFICATES,
  ].join(',')
}

async function userLine(user: UserRow, scope: IamScope): Promise<string> {
  return [
    ...[user.name, entityArn('user', user), time(user.createdAt)],
    ...passwordFields(user, scope),
    String(devicesOf(scope.store, user).some(() => true)),
    ...(await keyFields(user.name, scope)),
    ...NO_CERTIFICATES,
  ].join(',')
}

function passwordFields(user: UserRow, scope: IamScope): readonly string[] {
  const profile = findLoginProfile(scope, user)?.value
  if (!profile) return ['false', NONE, NONE, NONE]
  const { MaxPasswordAge: days } = passwordPolicyOf(scope.store, scope.account) ?? {}
  const changed = profile.passwordChangedAt
  const next = days === undefined ? NONE : time(Date.parse(changed) + days * dayMs)
  return ['true', 'no_information', time(changed), next]
}

async function keyFields(owner: KeyOwner, scope: IamScope): Promise<readonly string[]> {
  const owned = [...scope.accessKeys.ownedBy(owner)]
  const [first, second] = await Promise.all(owned.map((key) => keyField(key, scope)))
  return [...(first ?? NO_KEY), ...(second ?? NO_KEY)]
}

async function keyField(
  key: Row<AccessKeyRow>,
  { store, now }: IamScope,
): Promise<readonly string[]> {
  const { status, createdAt } = key.value
  const { LastUsedDate: used, Region, ServiceName } = await lastUseOf(store, key, now)
  const use = used ? [time(used.getTime()), Region, ServiceName] : [NONE, NONE, NONE]
  return [String(status === 'Active'), time(createdAt), ...use]
}

/** `2026-11-23T10:00:00+00:00`. */
const time = (value: string | number): string =>
  new Date(value).toISOString().replace(/\.\d+Z$/, '+00:00')

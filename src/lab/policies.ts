// What the documents of all rehearsals are made of.

import { accountRootArn, arnOf } from '../base/arn.ts'
import type { JsonObject } from '../base/json.ts'

export const ACCOUNT = '111122223333'

export const roleArn = (name: string): string => arnOf('iam', '', ACCOUNT, `role/${name}`)
export const userArn = (name: string): string => arnOf('iam', '', ACCOUNT, `user/${name}`)
export const everyKey = arnOf('kms', '*', ACCOUNT, 'key/*')

/** What the console gives key administrators, in the key policy and in the article's IAM policy. */
export const administration = [
  'kms:Create*',
  'kms:Describe*',
  'kms:Enable*',
  'kms:List*',
  'kms:Put*',
  'kms:Update*',
  'kms:Revoke*',
  'kms:Disable*',
  'kms:Get*',
  'kms:Delete*',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
]

/** What the console gives the users of a key. */
export const use = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:DescribeKey',
]

/** https://repost.aws/knowledge-center/update-kms-policy, its first step. */
export const keyAdministration = allow(administration, everyKey)

/** What the one on call needs to look into a lockout, and to become one of these roles. */
export function incidentAccess(...roles: readonly string[]): JsonObject {
  const looks: JsonObject = {
    Effect: 'Allow',
    Action: ['kms:ListKeys', 'kms:ListAliases', 'cloudtrail:LookupEvents', 'iam:Get*', 'iam:List*'],
    Resource: '*',
  }
  const becomes = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roles.map(roleArn) }
  const statements = roles.length === 0 ? [looks] : [looks, becomes]
  return { Version: '2012-10-17', Statement: statements }
}

export function allow(actions: readonly string[], resource: string): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }],
  }
}

/** A trust policy. */
export function trusting(principal: JsonObject): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  }
}

/** With it, the account's IAM policies count. */
export const accountStatement: JsonObject = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: accountRootArn(ACCOUNT) },
  Action: 'kms:*',
  Resource: '*',
}

export function administratorStatement(...roles: readonly string[]): JsonObject {
  return {
    Sid: 'Allow access for Key Administrators',
    Effect: 'Allow',
    Principal: { AWS: roles.map(roleArn) },
    Action: administration,
    Resource: '*',
  }
}

/** With the Id of the policies that the console writes. */
export function keyPolicy(...statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Id: 'key-consolepolicy-3', Statement: statements }
}

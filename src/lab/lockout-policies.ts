// The documents of the lockout rehearsal, as the AWS console and the knowledge centre have them.

import { accountRootArn, arnOf } from '../base/arn.ts'
import type { JsonObject } from '../base/json.ts'

export const ACCOUNT = '111122223333'

const roleArn = (name: string) => arnOf('iam', '', ACCOUNT, `role/${name}`)
const everyKey = arnOf('kms', '*', ACCOUNT, 'key/*')

/** What the console gives key administrators, in the key policy and in the article's IAM policy. */
const administration = [
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

/** https://repost.aws/knowledge-center/update-kms-policy, its first step. */
export const keyAdministration = allow(administration, everyKey)

/** What the one on call needs to look into a lockout, and to become the key's administrator. */
export const incidentAccess: JsonObject = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'kms:ListKeys',
        'kms:ListAliases',
        'cloudtrail:LookupEvents',
        'iam:Get*',
        'iam:List*',
      ],
      Resource: '*',
    },
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn('Administrator') },
  ],
}

export const keyDeployment = allow(['kms:PutKeyPolicy'], everyKey)

export function trusting(principal: JsonObject): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  }
}

export const trustingAdmin = trusting({ AWS: arnOf('iam', '', ACCOUNT, 'user/admin') })

const accountStatement: JsonObject = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: accountRootArn(ACCOUNT) },
  Action: 'kms:*',
  Resource: '*',
}

const otherStatements: readonly JsonObject[] = [
  {
    Sid: 'Allow access for Key Administrators',
    Effect: 'Allow',
    Principal: { AWS: [roleArn('Administrator')] },
    Action: administration,
    Resource: '*',
  },
  {
    Sid: 'Allow use of the key',
    Effect: 'Allow',
    Principal: { AWS: [roleArn('PayrollApp')] },
    Action: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncrypt*',
      'kms:GenerateDataKey*',
      'kms:DescribeKey',
    ],
    Resource: '*',
  },
  {
    Sid: 'Allow attachment of persistent resources',
    Effect: 'Allow',
    Principal: { AWS: [roleArn('PayrollApp')] },
    Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
    Resource: '*',
    Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  },
]

/** What the console writes for a new symmetric key with an administrator and a user. */
export const consoleKeyPolicy = keyPolicy([accountStatement, ...otherStatements])

/** The same without the statement that lets IAM policies count: the mistake being rehearsed. */
export const narrowedKeyPolicy = keyPolicy(otherStatements)

function keyPolicy(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Id: 'key-consolepolicy-3', Statement: statements }
}

function allow(actions: readonly string[], resource: string): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }],
  }
}

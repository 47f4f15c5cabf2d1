// The key policies of the lockout rehearsal, as the AWS console and the knowledge centre have them.

import type { JsonObject } from '../base/json.ts'
import { accountStatement, administratorStatement, keyPolicy, roleArn, use } from './policies.ts'

const otherStatements: readonly JsonObject[] = [
  administratorStatement('Administrator'),
  {
    Sid: 'Allow use of the key',
    Effect: 'Allow',
    Principal: { AWS: [roleArn('PayrollApp')] },
    Action: use,
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
export const consoleKeyPolicy = keyPolicy(accountStatement, ...otherStatements)

/** The same without the statement that lets IAM policies count: the mistake being rehearsed. */
export const narrowedKeyPolicy = keyPolicy(...otherStatements)

import { accountRootArn } from '../base/arn.ts'
import type { JsonObject } from '../base/json.ts'

/**
 * The policy of a key that CreateKey or ReplicateKey made without one. The Sid is the live
 * value, as recorded from AWS; its documentation has shown another.
 */
export function defaultKeyPolicy(account: string): JsonObject {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: accountRootArn(account) },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  }
}

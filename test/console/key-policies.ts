import { ACCOUNT } from '../fixtures/credentials-file.ts'

/** Lets IAM policies count. */
export const accountStatement = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
}

/** One principal of the account as the key's administrator, by name. */
export const administratorStatement = (resource: string): object => ({
  Sid: 'Allow access for Key Administrators',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:${resource}` },
  Action: 'kms:*',
  Resource: '*',
})

export const policyOf = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

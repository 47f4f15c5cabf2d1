// Who sends the requests of the bench: a user with an IAM policy, as most callers are.

import { readFileSync } from 'node:fs'
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import type { AccessKey } from './signature.ts'

export const ACCOUNT = '111122223333'
export const REGION = 'us-east-1'

const UserName = 'bench'
const RoleName = 'bench-role'

/** The role that the user may assume. */
export const roleArn = `arn:aws:iam::${ACCOUNT}:role/${RoleName}`

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'sts:AssumeRole',
    },
  ],
}
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
    { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' },
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn },
  ],
}

/** Makes the user and the role, as the root user whose access key is in the credentials file. */
export async function createUser(endpoint: string, credentialsFile: string): Promise<AccessKey> {
  const credentials = rootAccessKey(credentialsFile)
  const iam = new IAMClient({ endpoint, region: REGION, credentials })
  await iam.send(new CreateUserCommand({ UserName }))
  const PolicyDocument = JSON.stringify(POLICY)
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'bench', PolicyDocument }))
  const AssumeRolePolicyDocument = JSON.stringify(TRUST)
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  iam.destroy()
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey ?? {}
  if (!accessKeyId || !secretAccessKey) throw new Error('no access key was made')
  return { accessKeyId, secretAccessKey }
}

function rootAccessKey(credentialsFile: string): AccessKey {
  const text = readFileSync(credentialsFile, 'utf8')
  const value = (name: string) => new RegExp(`^${name} = (\\S+)`, 'm').exec(text)?.[1] ?? ''
  return {
    accessKeyId: value('aws_access_key_id'),
    secretAccessKey: value('aws_secret_access_key'),
  }
}

// What the clients' stories have in common: a stack, and the documents they send.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { serveStack, type Stack } from '../cli/sparekey.ts'
import { ACCOUNT, readCredentialsFile, type Credentials } from '../fixtures/credentials-file.ts'

export { ACCOUNT } from '../fixtures/credentials-file.ts'

export const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`
export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

export const mayAssume = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' })

export const trusting = (principal: string): string =>
  policy({ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' })

/** A key policy: the account keeps control, and a role may decrypt. */
export const decryptingFor = (role: string): string =>
  policy(
    {
      Sid: 'Account',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'Auditor',
      Effect: 'Allow',
      Principal: { AWS: roleArn(role) },
      Action: ['kms:Decrypt', 'kms:DescribeKey'],
      Resource: '*',
    },
  )

/** AWS's sentence for a session that has no permission. */
export const deniedTo = (session: string, action: string, resource: string): string =>
  `User: arn:aws:sts::${ACCOUNT}:assumed-role/${session} is not authorized to perform: ${action} ` +
  `on resource: ${resource} because no identity-based policy allows the ${action} action`

export interface Served extends Stack {
  readonly root: Credentials
  /** The settings that bring a client to the stack, as the root user. */
  readonly env: Readonly<Record<string, string>>
}

export async function served(t: TestContext, args: readonly string[] = []): Promise<Served> {
  const stack = await serveStack(t, args)
  const root = (await readCredentialsFile(stack.credentialsFile)).get(ACCOUNT)
  assert.ok(root)
  const env = {
    AWS_ENDPOINT_URL: stack.endpoint,
    AWS_SHARED_CREDENTIALS_FILE: stack.credentialsFile,
    AWS_PROFILE: ACCOUNT,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_DEFAULT_OUTPUT: 'json',
  }
  return { ...stack, root, env }
}

// One language for broken keys: people, a key policy that was good, and one that is not.

import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import assert from 'node:assert/strict'
import { diagnose, diagnosisSchema, renderJson, type Diagnosis } from '../../../src/doctor/index.ts'
import { misfits } from '../json-schema.ts'
import { ACCOUNT, allow, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { connect } from '../hurried.ts'

export const userArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`
export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`
export const accountArn = `arn:aws:iam::${ACCOUNT}:root`

export interface Statement {
  readonly [element: string]: unknown
}

export const keyPolicy = (...statements: readonly Statement[]): object => ({
  Version: '2012-10-17',
  Statement: statements,
})

export const accountStatement: Statement = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: accountArn },
  Action: 'kms:*',
  Resource: '*',
}

export const administratorStatement = (role: string): Statement => ({
  Sid: 'Allow access for Key Administrators',
  Effect: 'Allow',
  Principal: { AWS: [roleArn(role)] },
  Action: ['kms:Create*', 'kms:Describe*', 'kms:Put*', 'kms:Get*'],
  Resource: '*',
})

/** Reads IAM and the event history, administers keys, and becomes `Administrator`. */
export const administrator = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['kms:*', 'iam:Get*', 'iam:List*'], Resource: '*' },
    { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' },
  ],
}

/** What it takes to look around, without anything on keys but finding them. */
export const onlooker = allow([
  'kms:ListAliases',
  'iam:Get*',
  'iam:List*',
  'cloudtrail:LookupEvents',
])

export async function createRole(
  world: TestWorld,
  RoleName: string,
  trusted: object,
  policy?: object,
): Promise<void> {
  const iam = world.client(IAMClient)
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }],
  })
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  if (policy === undefined) return
  const PolicyDocument = JSON.stringify(policy)
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }))
}

/** A key whose policy was `before`, and is `after`: put by root with the safety check bypassed. */
export async function createKey(world: TestWorld, before: object, after?: object): Promise<string> {
  const kms = world.client(KMSClient)
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ Policy: JSON.stringify(before), BypassPolicyLockoutSafetyCheck: true }),
  )
  const key = KeyMetadata?.Arn
  assert.ok(key)
  if (after) await putKeyPolicy(world, key, after)
  return key
}

export async function putKeyPolicy(
  world: TestWorld,
  KeyId: string,
  policy: object,
  credentials: Credentials = world.root(),
): Promise<void> {
  const Policy = JSON.stringify(policy)
  const bypass = { BypassPolicyLockoutSafetyCheck: true }
  const kms = world.client(KMSClient, credentials)
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, ...bypass }))
}

export async function assumeRole(world: TestWorld, credentials: Credentials, role: string) {
  const command = new AssumeRoleCommand({ RoleArn: roleArn(role), RoleSessionName: 'test' })
  const { Credentials: answer } = await world.client(STSClient, credentials).send(command)
  assert.ok(answer?.AccessKeyId && answer.SecretAccessKey && answer.SessionToken)
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

/** Both diagnoses of the default question, as `credentials` see it. */
export async function ask(
  world: TestWorld,
  credentials: Credentials,
  key: string,
  actions?: readonly string[],
): Promise<readonly [Diagnosis, Diagnosis | undefined]> {
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  const options = { key, lang: 'en' as const, ...(actions ? { actions } : {}) }
  const diagnoses = await diagnose(connection, options)
  assert.deepEqual(misfits(JSON.parse(renderJson(diagnoses)), diagnosisSchema), [])
  const [first, second] = diagnoses
  assert.ok(first)
  return [first, second]
}

// A role that reads what others sealed, with the AWS SDK for JavaScript (v3).

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { CloudTrailClient, paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import * as Iam from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { SignatureV4 } from '@smithy/signature-v4'
import { NodeSha256 } from '../fixtures/node-sha256.ts'
import {
  ACCOUNT,
  decryptingFor,
  deniedTo,
  mayAssume,
  roleArn,
  served,
  trusting,
  userArn,
} from './story.ts'

const region = 'us-east-1'

/** The role's credentials as the SDK fetches and renews them, from a user's access key. */
async function auditorOf(iam: Iam.IAMClient, endpoint: string) {
  const keeper = { UserName: 'keeper' }
  await iam.send(new Iam.CreateUserCommand(keeper))
  await Iam.waitUntilUserExists({ client: iam, maxWaitTime: 5 }, keeper)
  const policy = { ...keeper, PolicyName: 'assume', PolicyDocument: mayAssume }
  await iam.send(new Iam.PutUserPolicyCommand(policy))
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand(keeper))
  const AssumeRolePolicyDocument = trusting(userArn('keeper'))
  await iam.send(new Iam.CreateRoleCommand({ RoleName: 'Auditor', AssumeRolePolicyDocument }))
  await Iam.waitUntilRoleExists({ client: iam, maxWaitTime: 5 }, { RoleName: 'Auditor' })
  return fromTemporaryCredentials({
    masterCredentials: {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    },
    params: { RoleArn: roleArn('Auditor'), RoleSessionName: 'audit' },
    clientConfig: { endpoint, region },
  })
}

async function clientsOf(t: TestContext) {
  const { endpoint, root } = await served(t)
  const config = { endpoint, region, credentials: root, maxAttempts: 1 }
  const iam = new Iam.IAMClient(config)
  return { endpoint, config, iam, kms: new Kms.KMSClient(config) }
}

test('the SDK for JavaScript (v3) lets a role read what others sealed', async (t) => {
  const { endpoint, config, iam, kms } = await clientsOf(t)
  const credentials = await auditorOf(iam, endpoint)
  const auditor = new Kms.KMSClient({ ...config, credentials })
  const Policy = decryptingFor('Auditor')
  const { KeyMetadata: key } = await kms.send(new Kms.CreateKeyCommand({ Policy }))
  const Plaintext = Buffer.from('wages')
  const { CiphertextBlob } = await kms.send(
    new Kms.EncryptCommand({ KeyId: key?.KeyId, Plaintext }),
  )
  const opened = await auditor.send(new Kms.DecryptCommand({ CiphertextBlob }))
  assert.equal(Buffer.from(opened.Plaintext ?? []).toString(), 'wages')
  await assert.rejects(auditor.send(new Kms.PutKeyPolicyCommand({ KeyId: key?.Arn, Policy })), {
    name: 'AccessDeniedException',
    message: deniedTo('Auditor/audit', 'kms:PutKeyPolicy', key?.Arn ?? ''),
  })

  const names: (string | undefined)[] = []
  const LookupAttributes = [{ AttributeKey: 'Username' as const, AttributeValue: 'audit' }]
  const trail = { client: new CloudTrailClient(config), pageSize: 1 }
  for await (const { Events = [] } of paginateLookupEvents(trail, { LookupAttributes })) {
    names.push(...Events.map(({ EventName }) => EventName))
  }
  assert.deepEqual(names, ['PutKeyPolicy', 'Decrypt'])
})

test('the SDK for JavaScript (v3) pages, and knows the errors by their classes', async (t) => {
  const { iam, kms } = await clientsOf(t)
  const all = ['a', 'b', 'c', 'd', 'e']
  for (const UserName of all) await iam.send(new Iam.CreateUserCommand({ UserName }))
  const pages: string[][] = []
  for await (const { Users = [] } of Iam.paginateListUsers({ client: iam, pageSize: 2 }, {})) {
    pages.push(Users.map(({ UserName = '' }) => UserName))
  }
  assert.deepEqual(pages, [['a', 'b'], ['c', 'd'], ['e']])
  const noUser = iam.send(new Iam.GetUserCommand({ UserName: 'nobody' }))
  await assert.rejects(noUser, Iam.NoSuchEntityException)
  const noKey = kms.send(new Kms.DescribeKeyCommand({ KeyId: 'alias/none' }))
  await assert.rejects(noKey, Kms.NotFoundException)
})

test('a presigned GetCallerIdentity proves to others who signed it', async (t) => {
  const { endpoint, iam } = await clientsOf(t)
  const { hostname, port, host } = new URL(endpoint)
  const credentials = await auditorOf(iam, endpoint)
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: NodeSha256 })
  const { query = {} } = await signer.presign(
    {
      method: 'GET',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, 'x-k8s-aws-id': 'cluster' },
    },
    { expiresIn: 60, unhoistableHeaders: new Set(['x-k8s-aws-id']) },
  )
  const url = `${endpoint}/?${new URLSearchParams(query as Record<string, string>)}`
  const answer = await fetch(url, { headers: { 'x-k8s-aws-id': 'cluster' } })
  assert.match(await answer.text(), new RegExp(`:${ACCOUNT}:assumed-role/Auditor/audit</Arn>`))
  const other = await fetch(url, { headers: { 'x-k8s-aws-id': 'another' } })
  assert.equal(other.status, 403)
})

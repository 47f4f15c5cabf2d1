// What AWS's managed policies allow to whoever has one.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import { startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: Iam.IAMClient
let KeyId: string

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
  const { KeyMetadata } = await world.client(Kms.KMSClient).send(new Kms.CreateKeyCommand({}))
  KeyId = KeyMetadata?.Arn ?? ''
})
after(() => world.close())

/** What a user with this policy of AWS's hears: `none`, or the code of a refusal. */
async function userWith(policy: string) {
  const UserName = policy.replaceAll('/', '-')
  const credentials = await world.user(UserName)
  const PolicyArn = `arn:aws:iam::aws:policy/${policy}`
  await iam.send(new Iam.AttachUserPolicyCommand({ UserName, PolicyArn }))
  const [asIam, asKms] = [
    world.client(Iam.IAMClient, credentials),
    world.client(Kms.KMSClient, credentials),
  ]
  const answered = async (call: Promise<unknown>) => {
    try {
      await call
      return true
    } catch {
      const [code] = await refused(call)
      assert.match(code, /^AccessDenied/)
      return false
    }
  }
  const Policy = await policyOf()
  return {
    describesKey: await answered(asKms.send(new Kms.DescribeKeyCommand({ KeyId }))),
    putsKeyPolicy: await answered(asKms.send(new Kms.PutKeyPolicyCommand({ KeyId, Policy }))),
    encrypts: await answered(
      asKms.send(new Kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })),
    ),
    listsUsers: await answered(asIam.send(new Iam.ListUsersCommand({}))),
    makesUsers: await answered(
      asIam.send(new Iam.CreateUserCommand({ UserName: `made-by-${UserName}` })),
    ),
  }
}

async function policyOf(): Promise<string> {
  const { Policy = '' } = await world
    .client(Kms.KMSClient)
    .send(new Kms.GetKeyPolicyCommand({ KeyId }))
  return Policy
}

const nothing = {
  describesKey: false,
  putsKeyPolicy: false,
  encrypts: false,
  listsUsers: false,
  makesUsers: false,
}

const expected: Readonly<Record<string, Partial<typeof nothing>>> = {
  AdministratorAccess: {
    ...{ describesKey: true, putsKeyPolicy: true, encrypts: true },
    ...{ listsUsers: true, makesUsers: true },
  },
  PowerUserAccess: { describesKey: true, putsKeyPolicy: true, encrypts: true },
  ReadOnlyAccess: { describesKey: true, listsUsers: true },
  SecurityAudit: { describesKey: true, listsUsers: true },
  'job-function/ViewOnlyAccess': { listsUsers: true },
  AWSKeyManagementServicePowerUser: { describesKey: true, listsUsers: true },
  IAMFullAccess: { listsUsers: true, makesUsers: true },
  IAMReadOnlyAccess: { listsUsers: true },
  AmazonS3FullAccess: {},
}

for (const [policy, allowed] of Object.entries(expected)) {
  test(`${policy} allows of keys and users what it says, and nothing else`, async () => {
    assert.deepEqual(await userWith(policy), { ...nothing, ...allowed })
  })
}

test('policies of AWS are listed under their paths', async () => {
  const list = async (PathPrefix: string) => {
    const command = new Iam.ListPoliciesCommand({ Scope: 'AWS', PathPrefix, MaxItems: 1000 })
    return ((await iam.send(command)).Policies ?? []).map(({ Arn }) => Arn)
  }
  const viewOnly = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'
  assert.deepEqual(await list('/job-function/'), [viewOnly])
  const all = await list('/')
  assert.ok(all.includes(viewOnly) && all.includes('arn:aws:iam::aws:policy/PowerUserAccess'))
})

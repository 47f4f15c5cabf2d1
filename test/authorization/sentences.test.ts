// AWS's access-denied sentences, to the letter: people and tools parse them. Which form belongs to
// which case: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html and
// raw answers that were published.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  GetUserCommand,
  IAMClient,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { sendRaw } from '../fixtures/raw-request.ts'
import type { Credentials, TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../fixtures/world.ts'
import type { TestKey } from '../operations/kms/fixture.ts'
import {
  accountStatement,
  aliasArn,
  assertRefused,
  keyArn,
  keyPolicy,
  kmsAs,
  MISSING_KEY_ID,
  newKey,
  rootArn,
  statement,
  userArn,
} from '../operations/kms/fixture.ts'
import { roleArn } from '../operations/kms/roles.ts'
import { usable } from '../operations/sts/sessions.ts'

let world: TestWorld
let key: TestKey
/** Users without a word about KMS. */
let nobody: Credentials
let foreigner: Credentials
let blob: Uint8Array

before(async () => {
  world = await startWorld()
  key = await newKey(world)
  nobody = await world.user('nobody')
  foreigner = await world.user('foreigner', allow('kms:*'), OTHER_ACCOUNT)
  const root = kmsAs(world)
  await root.send(new Kms.CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: key.keyId }))
  const encrypt = new Kms.EncryptCommand({ KeyId: key.keyId, Plaintext: Buffer.from('x') })
  blob = (await root.send(encrypt)).CiphertextBlob ?? new Uint8Array()
})
after(() => world.close())

const as = (credentials: Credentials) => kmsAs(world, credentials)

const denied = (call: Promise<unknown>, sentence: string): Promise<void> =>
  assertRefused(call, 'AccessDeniedException', sentence)

/** `User: … is not authorized to perform: …`, and what follows. */
const user = (name: string, action: string, rest: string, account = ACCOUNT): string =>
  `User: ${userArn(name, account)} is not authorized to perform: ${action}${rest}`

const noIdentity = (action: string) =>
  `because no identity-based policy allows the ${action} action`

const OPAQUE =
  'because the resource does not exist in this Region, no resource-based policies allow access, ' +
  'or a resource-based policy explicitly denies access'
const CIPHERTEXT = 'on the resource associated with this ciphertext'

// How the resource is named.

test('a key named by id, ARN, alias or alias ARN is told by its ARN', async () => {
  const names = [key.keyId, key.arn, 'alias/a', aliasArn('alias/a')]
  for (const KeyId of names) {
    await denied(
      as(nobody).send(new Kms.DescribeKeyCommand({ KeyId })),
      user(
        'nobody',
        'kms:DescribeKey',
        ` on resource: ${key.arn} ${noIdentity('kms:DescribeKey')}`,
      ),
    )
  }
})

test('the alias half of creating, updating and deleting is told by the alias ARN', async () => {
  const TargetKeyId = key.keyId
  const calls: Readonly<Record<string, Promise<unknown>>> = {
    CreateAlias: as(nobody).send(new Kms.CreateAliasCommand({ AliasName: 'alias/n', TargetKeyId })),
    UpdateAlias: as(nobody).send(new Kms.UpdateAliasCommand({ AliasName: 'alias/a', TargetKeyId })),
    DeleteAlias: as(nobody).send(new Kms.DeleteAliasCommand({ AliasName: 'alias/a' })),
  }
  const outcomes = Object.entries(calls).map(([operation, call]) => {
    const action = `kms:${operation}`
    const resource = aliasArn(operation === 'CreateAlias' ? 'alias/n' : 'alias/a')
    return denied(call, user('nobody', action, ` on resource: ${resource} ${noIdentity(action)}`))
  })
  await Promise.all(outcomes)
})

test('the key half of CreateAlias is told by the key ARN', async () => {
  const half = await world.user('half', allow('kms:CreateAlias', aliasArn('alias/n')))
  const command = new Kms.CreateAliasCommand({ AliasName: 'alias/n', TargetKeyId: key.keyId })
  await denied(
    as(half).send(command),
    user('half', 'kms:CreateAlias', ` on resource: ${key.arn} ${noIdentity('kms:CreateAlias')}`),
  )
})

test('a key that only the ciphertext names is told as that', async () => {
  await denied(
    as(nobody).send(new Kms.DecryptCommand({ CiphertextBlob: blob })),
    user('nobody', 'kms:Decrypt', ` ${CIPHERTEXT} ${noIdentity('kms:Decrypt')}`),
  )
  const DestinationKeyId = key.keyId
  await denied(
    as(nobody).send(new Kms.ReEncryptCommand({ CiphertextBlob: blob, DestinationKeyId })),
    user('nobody', 'kms:ReEncryptFrom', ` ${CIPHERTEXT} ${noIdentity('kms:ReEncryptFrom')}`),
  )
})

test('the destination of ReEncrypt is told by its ARN', async () => {
  const from = await world.user('from', allow('kms:ReEncryptFrom'))
  const command = new Kms.ReEncryptCommand({ CiphertextBlob: blob, DestinationKeyId: key.keyId })
  await denied(
    as(from).send(command),
    user('from', 'kms:ReEncryptTo', ` on resource: ${key.arn} ${noIdentity('kms:ReEncryptTo')}`),
  )
})

test('where there is no key yet, the resource is left out', async () => {
  const maker = await world.user('maker', allow('kms:CreateKey'))
  const Tags = [{ TagKey: 'a', TagValue: 'b' }]
  await denied(
    as(maker).send(new Kms.CreateKeyCommand({ Tags })),
    user('maker', 'kms:TagResource', ` ${noIdentity('kms:TagResource')}`),
  )
})

test('where the resource is everything, it is told as a star', async () => {
  const calls = {
    'kms:CreateKey': as(nobody).send(new Kms.CreateKeyCommand({})),
    'kms:ListKeys': as(nobody).send(new Kms.ListKeysCommand({})),
    'kms:ListAliases': as(nobody).send(new Kms.ListAliasesCommand({})),
    'kms:GenerateRandom': as(nobody).send(new Kms.GenerateRandomCommand({ NumberOfBytes: 1 })),
  }
  const outcomes = Object.entries(calls).map(([action, call]) =>
    denied(call, user('nobody', action, ` on resource: * ${noIdentity(action)}`)),
  )
  await Promise.all(outcomes)
})

// The reason.

test('no statement of the key policy: no resource-based policy', async () => {
  const Policy = keyPolicy(statement({ AWS: userArn('foreigner', OTHER_ACCOUNT) }))
  const closed = await newKey(world, { Policy, BypassPolicyLockoutSafetyCheck: true })
  await denied(
    kmsAs(world).send(new Kms.GetKeyPolicyCommand({ KeyId: closed.keyId })),
    `User: ${rootArn()} is not authorized to perform: kms:GetKeyPolicy on resource: ` +
      `${closed.arn} because no resource-based policy allows the kms:GetKeyPolicy action`,
  )
})

test('an explicit deny in the key policy', async () => {
  const deny = statement({ AWS: userArn('nobody') }, 'kms:DescribeKey', { Effect: 'Deny' })
  const closed = await newKey(world, { Policy: keyPolicy(accountStatement(), deny) })
  await denied(
    as(nobody).send(new Kms.DescribeKeyCommand({ KeyId: closed.keyId })),
    user(
      'nobody',
      'kms:DescribeKey',
      ` on resource: ${closed.arn} with an explicit deny in a resource-based policy`,
    ),
  )
})

const document = (effect: 'Allow' | 'Deny', action: string): object => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: effect, Action: action, Resource: '*' },
  ],
})

const describe = (credentials: Credentials) =>
  as(credentials).send(new Kms.DescribeKeyCommand({ KeyId: key.keyId }))

const onKey = (who: string, rest: string): string =>
  `User: ${who} is not authorized to perform: kms:DescribeKey on resource: ${key.arn} ${rest}`

test('an explicit deny in an identity-based policy', async () => {
  const refused = await world.user('refused', document('Deny', 'kms:DescribeKey'))
  const sentence = 'with an explicit deny in an identity-based policy'
  await denied(describe(refused), onKey(userArn('refused'), sentence))
})

async function boundedUser(name: string, boundary: object): Promise<Credentials> {
  const credentials = await world.user(name, allow('*'))
  const iam = world.client(IAMClient)
  const PolicyDocument = JSON.stringify(boundary)
  const create = new CreatePolicyCommand({ PolicyName: `boundary-of-${name}`, PolicyDocument })
  const { Policy } = await iam.send(create)
  const input = { UserName: name, PermissionsBoundary: Policy?.Arn }
  await iam.send(new PutUserPermissionsBoundaryCommand(input))
  return credentials
}

test('a permissions boundary that is silent, and one that denies', async () => {
  const silent = await boundedUser('silent', allow('s3:*'))
  const reason = 'because no permissions boundary allows the kms:DescribeKey action'
  await denied(describe(silent), onKey(userArn('silent'), reason))
  const denying = await boundedUser('denying', document('Deny', 'kms:DescribeKey'))
  const sentence = 'with an explicit deny in a permissions boundary'
  await denied(describe(denying), onKey(userArn('denying'), sentence))
})

async function sessionWith(policy: object): Promise<Credentials> {
  const assumer = await world.user(`assumer${count()}`, allow('sts:AssumeRole'))
  const input = {
    RoleArn: roleArn('worker'),
    RoleSessionName: 'night-shift',
    Policy: JSON.stringify(policy),
  }
  const { Credentials: given } = await world
    .client(STSClient, assumer)
    .send(new AssumeRoleCommand(input))
  return usable(given)
}

let made = 0
const count = (): number => (made += 1)

test('a session policy that is silent, and one that denies; the session is the user', async () => {
  const Statement = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const role = { RoleName: 'worker', AssumeRolePolicyDocument }
  await world.client(IAMClient).send(new CreateRoleCommand(role))
  const who = `arn:aws:sts::${ACCOUNT}:assumed-role/worker/night-shift`
  const reason = 'because no session policy allows the kms:DescribeKey action'
  await denied(describe(await sessionWith(allow('s3:*'))), onKey(who, reason))
  const denying = await sessionWith(document('Deny', 'kms:DescribeKey'))
  await denied(describe(denying), onKey(who, 'with an explicit deny in a session policy'))
})

test('an explicit deny is told before an implicit one, whatever its layer', async () => {
  const denying = await world.user('both', document('Deny', 'kms:DescribeKey'))
  const Policy = keyPolicy(statement({ AWS: userArn('nobody') }))
  const closed = await newKey(world, { Policy, BypassPolicyLockoutSafetyCheck: true })
  await denied(
    as(denying).send(new Kms.DescribeKeyCommand({ KeyId: closed.keyId })),
    user(
      'both',
      'kms:DescribeKey',
      ` on resource: ${closed.arn} with an explicit deny in an identity-based policy`,
    ),
  )
})

// Across accounts.

test('a foreign key that is not shared, denied, or not there: one sentence for all', async () => {
  const deny = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:*', { Effect: 'Deny' })
  const denying = await newKey(world, { Policy: keyPolicy(accountStatement(), deny) })
  for (const KeyId of [key.arn, denying.arn, keyArn(MISSING_KEY_ID), aliasArn('alias/a')]) {
    await denied(
      as(foreigner).send(new Kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })),
      user('foreigner', 'kms:Encrypt', ` on this resource ${OPAQUE}`, OTHER_ACCOUNT),
    )
  }
})

test('a foreign key that the ciphertext names: the same, of the ciphertext', async () => {
  await denied(
    as(foreigner).send(new Kms.DecryptCommand({ CiphertextBlob: blob })),
    user('foreigner', 'kms:Decrypt', ` ${CIPHERTEXT} ${OPAQUE}`, OTHER_ACCOUNT),
  )
})

// The envelope, and the other services.

test('the answer of KMS has status 400, the code without a prefix, and Message', async () => {
  const answer = await sendRaw(world.endpoint, {
    service: 'kms',
    target: 'TrentService.DescribeKey',
    body: JSON.stringify({ KeyId: key.keyId }),
    credentials: nobody,
  })
  assert.equal(answer.status, 400)
  assert.deepEqual(JSON.parse(answer.text), {
    __type: 'AccessDeniedException',
    Message: onKey(userArn('nobody'), noIdentity('kms:DescribeKey')),
  })
})

test('a role that may not be assumed is refused without a reason', async () => {
  for (const role of ['worker', 'no-such-role']) {
    const input = { RoleArn: roleArn(role), RoleSessionName: 'session' }
    await assert.rejects(world.client(STSClient, nobody).send(new AssumeRoleCommand(input)), {
      name: 'AccessDenied',
      message: user('nobody', 'sts:AssumeRole', ` on resource: ${roleArn(role)}`),
    })
  }
})

test('IAM names its user in words', async () => {
  const command = new GetUserCommand({ UserName: 'foreigner' })
  await assert.rejects(world.client(IAMClient, nobody).send(command), {
    name: 'AccessDenied',
    message: user(
      'nobody',
      'iam:GetUser',
      ` on resource: user foreigner ${noIdentity('iam:GetUser')}`,
    ),
  })
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreateGrantCommandInput, RetireGrantCommandInput } from '@aws-sdk/client-kms'
import {
  CreateGrantCommand,
  EncryptCommand,
  ListGrantsCommand,
  RetireGrantCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey
let alice: Credentials
let carol: Credentials

const ALICE = userArn('alice')
const CAROL = userArn('carol')
const UNKNOWN_GRANT = '0'.repeat(64)

before(async () => {
  world = await startWorld()
  key = await newKey(world)
  alice = await world.user('alice')
  carol = await world.user('carol')
})
after(() => world.close())

interface Grant {
  readonly GrantId: string
  readonly GrantToken: string
}

async function grant(
  input: Partial<CreateGrantCommandInput> = {},
  credentials?: Credentials,
): Promise<Grant> {
  const base = { KeyId: key.arn, GranteePrincipal: ALICE, Operations: ['Encrypt' as const] }
  const command = new CreateGrantCommand({ ...base, ...input })
  const { GrantId, GrantToken } = await kmsAs(world, credentials).send(command)
  assert.ok(GrantId && GrantToken)
  return { GrantId, GrantToken }
}

const retire = (input: RetireGrantCommandInput, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new RetireGrantCommand(input))

const byId = ({ GrantId }: Grant) => ({ KeyId: key.arn, GrantId })
const byToken = ({ GrantToken }: Grant) => ({ GrantToken })

const isThere = async ({ GrantId }: Grant) => {
  const { Grants = [] } = await kmsAs(world).send(
    new ListGrantsCommand({ KeyId: key.keyId, GrantId }),
  )
  return Grants.length === 1
}

// Validation

test('a grant is named by its token, or by the key’s ARN and its id', async () => {
  const message = 'Grant token OR (grant ID, key ID) must be specified'
  await assertRefused(retire({}), 'ValidationException', message)
  await assertRefused(retire({ KeyId: key.arn }), 'ValidationException', message)
  await assertRefused(retire({ GrantId: UNKNOWN_GRANT }), 'ValidationException', message)
  const byBareId = { KeyId: key.keyId, GrantId: UNKNOWN_GRANT }
  await assertRefused(retire(byBareId), 'InvalidArnException')
  await assertRefused(retire({ KeyId: key.arn, GrantId: 'x' }), 'InvalidGrantIdException')
  await assertRefused(retire({ GrantToken: 'eA' }), 'InvalidGrantTokenException')
})

test('the grant must exist, in the Region that is asked', async () => {
  await assertRefused(
    retire({ KeyId: key.arn, GrantId: UNKNOWN_GRANT }),
    'NotFoundException',
    `Grant ID ${UNKNOWN_GRANT} not found`,
  )
  const { GrantToken } = await grant()
  const elsewhere = kmsAs(world, world.root(), 'eu-west-1')
  const call = elsewhere.send(new RetireGrantCommand({ GrantToken }))
  await assertRefused(call, 'InvalidGrantTokenException')
})

// Authorization

test('the retiring principal retires, and needs no policy', async () => {
  const made = await grant({ RetiringPrincipal: CAROL })
  await assertRefused(retire(byId(made), alice), 'AccessDeniedException')
  await retire(byId(made), carol)
  assert.equal(await isThere(made), false)
})

test('the grantee retires when the grant says so', async () => {
  const without = await grant()
  await assertRefused(retire(byToken(without), alice), 'AccessDeniedException')
  const having = await grant({ Operations: ['Encrypt', 'RetireGrant'] })
  await retire(byToken(having), alice)
  assert.equal(await isThere(having), false)
})

test('the encryption context of a constraint has no say in retiring', async () => {
  const made = await grant({
    Operations: ['Encrypt', 'RetireGrant'],
    Constraints: { EncryptionContextEquals: { tenant: 'blue' } },
  })
  await retire(byToken(made), alice)
})

test('the account that made the grant retires, by its root user or its IAM policies', async () => {
  await retire(byId(await grant()))
  const made = await grant()
  const forbidden = await world.user('forbidden', allow('kms:RevokeGrant'))
  await assertRefused(
    retire(byId(made), forbidden),
    'AccessDeniedException',
    /because no identity-based policy allows the kms:RetireGrant action$/,
  )
  await retire(byId(made), await world.user('allowed', allow('kms:RetireGrant')))
})

test('a key policy does not make anybody retire', async () => {
  const foreigner = await world.user('named', allow('kms:*'), OTHER_ACCOUNT)
  const named = statement({ AWS: userArn('named', OTHER_ACCOUNT) }, 'kms:RetireGrant')
  const { arn } = await newKey(world, { Policy: keyPolicy(accountStatement(), named) })
  const made = await grant({ KeyId: arn })
  const input = { KeyId: arn, GrantId: made.GrantId }
  await assertRefused(retire(input, foreigner), 'AccessDeniedException', /on this resource because/)
})

test('an explicit deny wins over the grant', async () => {
  const denied = await world.user('denied', {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 'kms:RetireGrant', Resource: '*' },
  })
  const made = await grant({ RetiringPrincipal: userArn('denied') })
  await assertRefused(retire(byToken(made), denied), 'AccessDeniedException', /explicit deny/)
})

test('a policy can ask which encryption context the grant asks for', async () => {
  const careful = await world.user('careful', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Action: 'kms:RetireGrant',
      Resource: '*',
      Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'blue' } },
    },
  })
  const of = (tenant: string) =>
    grant({
      RetiringPrincipal: userArn('careful'),
      Constraints: { EncryptionContextSubset: { tenant } },
    })
  await assertRefused(retire(byId(await of('blue')), careful), 'AccessDeniedException', /deny/)
  await retire(byId(await of('red')), careful)
})

test('another account retires what it may, and learns nothing of what it may not', async () => {
  const made = await grant({ RetiringPrincipal: rootArn(OTHER_ACCOUNT) })
  const foreigner = world.root(OTHER_ACCOUNT)
  const unknown = { KeyId: key.arn, GrantId: UNKNOWN_GRANT }
  await assertRefused(retire(unknown, foreigner), 'AccessDeniedException')
  await retire(byId(made), foreigner)
  const [ours, theirs] = [
    await lastEvent(world, 'RetireGrant'),
    await lastEvent(world, 'RetireGrant', OTHER_ACCOUNT),
  ]
  assert.equal(ours.sharedEventID, theirs.sharedEventID)
})

// Behaviour

test('a retired grant gives nothing any more, and cannot be retired twice', async () => {
  const fresh = await newKey(world)
  const made = await grant({ KeyId: fresh.arn, RetiringPrincipal: CAROL })
  const encrypt = () =>
    kmsAs(world, alice).send(
      new EncryptCommand({ KeyId: fresh.keyId, Plaintext: Buffer.from('x') }),
    )
  await encrypt()
  await retire(byToken(made), carol)
  await assertRefused(encrypt(), 'AccessDeniedException')
  await assertRefused(retire(byToken(made), carol), 'NotFoundException')
})

test('a grant on a key that is pending deletion is retired as well', async () => {
  const doomed = await newKey(world)
  const made = await grant({ KeyId: doomed.arn, RetiringPrincipal: CAROL })
  await kmsAs(world).send(new ScheduleKeyDeletionCommand({ KeyId: doomed.keyId }))
  await retire(byToken(made), carol)
})

test('a dry run retires nothing', async () => {
  const made = await grant()
  await assertRefused(retire({ ...byId(made), DryRun: true }), 'DryRunOperationException')
  assert.equal(await isThere(made), true)
})

test('the event tells the grant beside the request, however it was named', async () => {
  const made = await grant()
  await retire(byToken(made))
  const event = await lastEvent(world, 'RetireGrant')
  assert.equal(event.requestParameters, null)
  assert.deepEqual(event.additionalEventData, { grantId: made.GrantId })
  assert.equal(event.resources?.[0]?.ARN, key.arn)
})

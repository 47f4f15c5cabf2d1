import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  MISSING_KEY_ID,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'
import { AWAY, describe, enabledReplica, eventsIn, HOME, keyArnIn, settle } from './multi-region.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

interface Pair {
  readonly keyId: string
  readonly home: string
  readonly away: string
}

async function newPair(input: Partial<Kms.ReplicateKeyCommandInput> = {}): Promise<Pair> {
  const { keyId, arn } = await newKey(world, { MultiRegion: true })
  return { keyId, home: arn, away: await enabledReplica(world, { ...input, KeyId: keyId }) }
}

const promote = (
  KeyId: string,
  input: { readonly PrimaryRegion?: string; readonly region?: string } = {},
  credentials?: Credentials,
) => {
  const { PrimaryRegion = AWAY, region = HOME } = input
  return kmsAs(world, credentials, region).send(
    new Kms.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion }),
  )
}

// Validation

test('the key must exist, in both Regions', async () => {
  await assertRefused(promote(MISSING_KEY_ID), 'NotFoundException')
  const { keyId } = await newKey(world, { MultiRegion: true })
  await assertRefused(
    promote(keyId),
    'NotFoundException',
    `Key '${keyArnIn(AWAY, keyId)}' does not exist`,
  )
  await assertRefused(
    promote('alias/any'),
    'InvalidArnException',
    'Key Aliases are not supported for this operation.',
  )
})

test('only a primary key gives its role away, and to another key', async () => {
  const type = 'UnsupportedOperationException'
  const single = await newKey(world)
  const notPrimary = (arn: string) => `${arn} is not a multi-region primary key.`
  await assertRefused(promote(single.keyId), type, notPrimary(single.arn))
  const { keyId, home, away } = await newPair()
  await assertRefused(promote(keyId, { region: AWAY }), type, notPrimary(away))
  await assertRefused(
    promote(keyId, { PrimaryRegion: HOME }),
    type,
    `${home} is already the multi-region primary key.`,
  )
  await assertRefused(promote(keyId, { PrimaryRegion: 'eu-west-99' }), 'ValidationException')
})

test('both keys must be enabled', async () => {
  const { keyId, home, away } = await newPair()
  const set = (region: string, command: Kms.DisableKeyCommand | Kms.EnableKeyCommand) =>
    kmsAs(world, undefined, region).send(command as Kms.DisableKeyCommand)
  await set(AWAY, new Kms.DisableKeyCommand({ KeyId: keyId }))
  await assertRefused(promote(keyId), 'DisabledException', `${away} is disabled.`)
  await set(AWAY, new Kms.EnableKeyCommand({ KeyId: keyId }))
  await set(HOME, new Kms.DisableKeyCommand({ KeyId: keyId }))
  await assertRefused(promote(keyId), 'DisabledException', `${home} is disabled.`)
})

// Authorization

test('it needs the permission on both keys, each by its own policy', async () => {
  const alice = await world.user('alice', allow('kms:UpdatePrimaryRegion'))
  const Policy = keyPolicy(
    statement({ AWS: rootArn() }, ['kms:PutKeyPolicy', 'kms:DescribeKey', 'kms:GetKeyPolicy']),
  )
  const { keyId, away } = await newPair({ Policy })
  await assertRefused(
    promote(keyId, {}, alice),
    'AccessDeniedException',
    `User: ${userArn('alice')} is not authorized to perform: kms:UpdatePrimaryRegion on ` +
      `resource: ${away} because no resource-based policy allows the ` +
      'kms:UpdatePrimaryRegion action',
  )
  const open = new Kms.PutKeyPolicyCommand({
    KeyId: keyId,
    Policy: keyPolicy(accountStatement()),
  })
  await kmsAs(world, undefined, AWAY).send(open)
  await promote(keyId, {}, alice)
})

test('policies can ask which Region it is to be, and in which Region they are asked', async () => {
  const { keyId } = await newPair()
  const bounded = (name: string, regions: readonly string[], target: string) =>
    world.user(name, {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'kms:UpdatePrimaryRegion',
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:PrimaryRegion': target, 'aws:RequestedRegion': regions },
        },
      },
    })
  const elsewhere = await bounded('elsewhere', [HOME, AWAY], 'us-west-2')
  await assertRefused(promote(keyId, {}, elsewhere), 'AccessDeniedException')
  const atHome = await bounded('at-home', [HOME], AWAY)
  await assertRefused(promote(keyId, {}, atHome), 'AccessDeniedException', /eu-west-1/)
  await promote(keyId, {}, await bounded('everywhere', [HOME, AWAY], AWAY))
})

// Behaviour

test('the keys change their roles, and are Updating meanwhile, which hinders no use', async () => {
  const { keyId, home, away } = await newPair()
  await promote(keyId)
  for (const region of [HOME, AWAY]) {
    assert.equal((await describe(world, keyId, region)).KeyState, 'Updating')
  }
  const kms = kmsAs(world)
  await kms.send(new Kms.EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('x') }))
  await assertRefused(
    kms.send(new Kms.DisableKeyCommand({ KeyId: keyId })),
    'KMSInvalidStateException',
    `${home} is updating.`,
  )
  await assertRefused(
    kms.send(new Kms.ScheduleKeyDeletionCommand({ KeyId: keyId })),
    'KMSInvalidStateException',
    `${home} is updating.`,
  )
  await settle(world)
  for (const region of [HOME, AWAY]) {
    const { KeyState, MultiRegionConfiguration } = await describe(world, keyId, region)
    assert.equal(KeyState, 'Enabled')
    assert.deepEqual(MultiRegionConfiguration, {
      MultiRegionKeyType: region === AWAY ? 'PRIMARY' : 'REPLICA',
      PrimaryKey: { Arn: away, Region: AWAY },
      ReplicaKeys: [{ Arn: home, Region: HOME }],
    })
  }
  await promote(keyId, { region: AWAY, PrimaryRegion: HOME })
})

test('both Regions’ histories are told', async () => {
  const { keyId, home, away } = await newPair()
  await promote(keyId)
  const [former] = await eventsIn(world, HOME, 'UpdatePrimaryRegion')
  assert.deepEqual(former?.requestParameters, { keyId, primaryRegion: AWAY })
  assert.deepEqual(former?.responseElements, { keyId: home })
  assert.deepEqual(
    former?.resources?.map(({ ARN }) => ARN),
    [home],
  )
  assert.equal(former?.userIdentity.invokedBy, undefined)
  const [next] = await eventsIn(world, AWAY, 'UpdatePrimaryRegion')
  assert.equal(next?.requestID, former?.requestID)
  assert.deepEqual(next?.requestParameters, { keyId: away, primaryRegion: AWAY })
  assert.deepEqual(next?.responseElements, { keyId: away })
  assert.equal(next?.userIdentity.invokedBy, 'kms.amazonaws.com')
  assert.equal(next?.resources, undefined)
})

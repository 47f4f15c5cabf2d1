import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import type { ScheduleKeyDeletionCommandInput } from '@aws-sdk/client-kms'
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateGrantCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ListRetirableGrantsCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import { advance } from '../../fixtures/clock.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  notAllowedByIam,
  userArn,
} from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const DAY_MS = 24 * 60 * 60 * 1000

const schedule = (
  KeyId: string,
  more: Partial<ScheduleKeyDeletionCommandInput> = {},
  credentials?: Credentials,
) => kmsAs(world, credentials).send(new ScheduleKeyDeletionCommand({ KeyId, ...more }))

const describe = async (KeyId: string) =>
  (await kmsAs(world).send(new DescribeKeyCommand({ KeyId }))).KeyMetadata

// Validation

test('the pending window has 7 to 30 days', async () => {
  const { keyId } = await newKey(world)
  const refused = (days: number, words: string) =>
    assertRefused(
      schedule(keyId, { PendingWindowInDays: days }),
      'ValidationException',
      `1 validation error detected: Value '${days}' at 'pendingWindowInDays' failed to satisfy ` +
        `constraint: Member must have value ${words}`,
    )
  await refused(6, 'greater than or equal to 7')
  await refused(31, 'less than or equal to 30')
  await refused(366, 'less than or equal to 365')
  assert.equal((await schedule(keyId, { PendingWindowInDays: 7 })).PendingWindowInDays, 7)
})

test('a key is scheduled once', async () => {
  const { keyId, arn } = await newKey(world)
  await schedule(keyId)
  await assertRefused(schedule(keyId), 'KMSInvalidStateException', `${arn} is pending deletion.`)
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  const { keyId, arn } = await newKey(world, { Policy })
  const reader = await world.user('reader', allow('kms:Describe*'))
  await assertRefused(
    schedule(keyId, {}, reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:ScheduleKeyDeletion', arn),
  )
  await assertRefused(schedule(arn, {}, world.root(OTHER_ACCOUNT)), 'AccessDeniedException')
})

test('a policy can ask for a long window, and sees the default too', async () => {
  const Condition = { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' } }
  const careful = await world.user('careful', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
      { Effect: 'Deny', Action: 'kms:ScheduleKeyDeletion', Resource: '*', Condition },
    ],
  })
  const { keyId } = await newKey(world)
  const short = { PendingWindowInDays: 29 }
  await assertRefused(schedule(keyId, short, careful), 'AccessDeniedException', /explicit deny/)
  await schedule(keyId, {}, careful)
})

// Behaviour

test('the key is pending deletion from now on, 30 days unless said otherwise', async () => {
  const { keyId, arn } = await newKey(world)
  const before = Date.now()
  const { DeletionDate, ...answer } = await schedule(keyId)
  const { KeyId, KeyState, PendingWindowInDays } = answer
  assert.deepEqual([KeyId, KeyState, PendingWindowInDays], [arn, 'PendingDeletion', 30])
  const windowMs = (DeletionDate?.getTime() ?? 0) - before
  assert.ok(Math.abs(windowMs - 30 * DAY_MS) < DAY_MS / 24)
  const metadata = await describe(keyId)
  assert.equal(metadata?.KeyState, 'PendingDeletion')
  assert.equal(metadata.Enabled, false)
  assert.deepEqual(metadata.DeletionDate, DeletionDate)
})

test('the event tells when the key will be gone', async () => {
  const { keyId, arn } = await newKey(world)
  await schedule(keyId, { PendingWindowInDays: 20 })
  const event = await lastEvent(world, 'ScheduleKeyDeletion')
  assert.deepEqual(event.requestParameters, { keyId, pendingWindowInDays: 20 })
  const { deletionDate, ...rest } = event.responseElements ?? {}
  assert.deepEqual(rest, { keyId: arn, keyState: 'PendingDeletion', pendingWindowInDays: 20 })
  assert.match(String(deletionDate), /^[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d [AP]M$/)
})

test('when the window has passed, nothing is left of the key but its events', async () => {
  const doomed = await newKey(world)
  const spared = await newKey(world)
  const kms = kmsAs(world)
  await world.user('grantee')
  const [KeyId, AliasName] = [doomed.keyId, 'alias/doomed']
  await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))
  const Plaintext = Buffer.from('x')
  const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
  const GranteePrincipal = userArn('grantee')
  const grant = { KeyId, GranteePrincipal, RetiringPrincipal: GranteePrincipal }
  await kms.send(new CreateGrantCommand({ ...grant, Operations: ['Decrypt'] }))
  await schedule(KeyId, { PendingWindowInDays: 7 })
  await schedule(spared.keyId, { PendingWindowInDays: 7 })
  await kms.send(new CancelKeyDeletionCommand({ KeyId: spared.keyId }))

  await advance(world, '6d')
  assert.equal((await describe(AliasName))?.KeyState, 'PendingDeletion')
  await advance(world, '25h')

  const gone = `Key '${doomed.arn}' does not exist`
  await assertRefused(describe(KeyId), 'NotFoundException', gone)
  await assertRefused(kms.send(new GetKeyPolicyCommand({ KeyId })), 'NotFoundException', gone)
  await assertRefused(describe(AliasName), 'NotFoundException', /is not found\.$/)
  await assertRefused(kms.send(new DecryptCommand({ CiphertextBlob })), 'AccessDeniedException')
  const { Keys = [] } = await kms.send(new ListKeysCommand({}))
  assert.ok(Keys.every((key) => key.KeyId !== KeyId))
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}))
  assert.deepEqual(Aliases, [])
  const retirable = new ListRetirableGrantsCommand({ RetiringPrincipal: GranteePrincipal })
  assert.deepEqual((await kms.send(retirable)).Grants, [])
  assert.equal((await describe(spared.keyId))?.KeyState, 'Disabled')
  await assertDeletionRecorded(doomed.arn, KeyId)
})

async function assertDeletionRecorded(arn: string, keyId: string): Promise<void> {
  const cloudtrail = world.client(CloudTrailClient)
  const attribute = { AttributeKey: 'ResourceName', AttributeValue: arn } as const
  const lookup = new LookupEventsCommand({ LookupAttributes: [attribute] })
  const { Events = [] } = await cloudtrail.send(lookup)
  const deletions = Events.filter((event) => event.EventName === 'DeleteKey')
  assert.equal(deletions.length, 1)
  const record = JSON.parse(deletions[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>
  assert.equal(record['eventType'], 'AwsServiceEvent')
  assert.deepEqual(record['userIdentity'], { accountId: ACCOUNT, invokedBy: 'AWS Internal' })
  assert.deepEqual(record['serviceEventDetails'], { keyId })
  assert.equal('requestID' in record, false)
}

// An error that somebody pastes is diagnosed for whom it is about, with as much as can be seen.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms'
import { exitCode } from '../../src/doctor/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../fixtures/world.ts'
import { applyRemedy } from './run-command.ts'
import {
  accountStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from './scenarios/locked-key.ts'
import { askAboutText, carryOut, newestEvent } from './stories/refused-policy.ts'

let world: TestWorld
let key: string
/** Reads policies, and is not the one who was refused. */
let colleague: Credentials
let application: Credentials

const STRANGER = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wrong' }

before(async () => {
  world = await startWorld()
  key = await createKey(world, keyPolicy(accountStatement))
  const looks = ['iam:Get*', 'iam:List*', 'cloudtrail:LookupEvents', 'kms:GetKeyPolicy']
  colleague = await world.user('colleague', allow([...looks, 'kms:DescribeKey']))
  const launcher = await world.user('launcher', allow('sts:AssumeRole'))
  await createRole(world, 'Application', { AWS: userArn('launcher') }, allow('s3:GetObject'))
  application = await assumeRole(world, launcher, 'Application')
})
after(() => world.close())

async function decryptAs(credentials: Credentials): Promise<void> {
  const { CiphertextBlob } = await world
    .client(KMSClient)
    .send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('pay') }))
  const kms = world.client(KMSClient, credentials)
  await kms.send(new DecryptCommand({ KeyId: key, CiphertextBlob }))
}

const messageOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => assert.fail('it was allowed'),
    (thrown: unknown) => String(thrown),
  )

test("a colleague pastes the application's error, and the application gets in", async () => {
  const text = await messageOf(decryptAs(application))
  const diagnosis = await askAboutText(world, colleague, `Error: ${text}\n    at main.js:1`)
  assert.match(diagnosis.request.principal, /assumed-role\/Application\/test$/)
  assert.deepEqual(
    [diagnosis.request.action, diagnosis.request.key, diagnosis.outcome],
    ['kms:Decrypt', key, 'implicitDeny'],
  )
  assert.deepEqual(diagnosis.causes, ['iam/no-allow'])
  assert.match(diagnosis.sentence ?? '', /because no identity-based policy allows/)
  assert.match(diagnosis.from ?? '', /^Error: /)
  const alone = await askAboutText(world, STRANGER, text)
  assert.deepEqual(alone.causes, ['iam/no-allow'], 'the sentence proves it without credentials')
  const [remedy] = diagnosis.remedies
  assert.ok(remedy?.proved)
  await applyRemedy(remedy, colleague, world.root())
  await decryptAs(application)
  const again = await askAboutText(world, colleague, text)
  assert.equal(again.outcome, 'allow', 'the error is out of date')
  assert.equal(exitCode([again]), 0)
})

test('the event of it is as good, and options go before what it tells', async () => {
  const other = await world.user('other', allow('kms:DescribeKey'))
  await messageOf(decryptAs(other))
  const event = await newestEvent(world, 'Decrypt')
  const diagnosis = await askAboutText(world, colleague, event)
  assert.equal(diagnosis.request.principal, userArn('other'))
  assert.deepEqual(diagnosis.causes, ['iam/no-allow'])
  assert.ok(diagnosis.request.context['aws:SourceIp'])
  const asked = await askAboutText(world, colleague, event, {
    principal: 'user/colleague',
    actions: ['kms:GetKeyPolicy'],
  })
  assert.deepEqual(
    [asked.request.principal, asked.request.action, asked.outcome],
    [userArn('colleague'), 'kms:GetKeyPolicy', 'allow'],
  )
})

test('a refused CreateKey has no key, and IAM alone is to blame', async () => {
  const maker = await world.user('maker', allow(['iam:Get*', 'iam:List*']))
  const make = () => world.client(KMSClient, maker).send(new CreateKeyCommand({}))
  const diagnosis = await askAboutText(world, maker, await messageOf(make()))
  assert.deepEqual(
    [diagnosis.request.key, diagnosis.request.action, diagnosis.causes],
    [null, 'kms:CreateKey', ['iam/no-allow']],
  )
  await carryOut(diagnosis, 'allow-in-iam', world.root())
  await make()
})

test('a call about all keys names none, and without credentials there is a remedy', async () => {
  const lister = await world.user('lister')
  const list = () => world.client(KMSClient, lister).send(new ListKeysCommand({}))
  const text = await messageOf(list())
  const diagnosis = await askAboutText(world, STRANGER, text)
  assert.deepEqual([diagnosis.request.key, diagnosis.causes], [null, ['iam/no-allow']])
  const [remedy] = diagnosis.remedies
  assert.equal(remedy?.proved, false, 'nobody could look')
  await applyRemedy(remedy, STRANGER, world.root())
  await list()
})

test('what the text alone proves is the cause: the layer, and whether it was a Deny', async () => {
  const subject = `User: ${roleArn('Gone')} is not authorized to perform: kms:Decrypt`
  const on = `${subject} on resource: arn:aws:kms:us-east-1:111122223333:key/${'0'.repeat(8)}`
  const causeOf = async (reason: string) =>
    (await askAboutText(world, STRANGER, `${on}-1111-2222-3333-444444444444 ${reason}`)).causes
  const policy = 'arn:aws:organizations::111122223333:policy/o-abc/service_control_policy/p-1'
  const implicit = 'allows the kms:Decrypt action'
  assert.deepEqual(await causeOf(`because no resource-based policy ${implicit}`), [
    'key-policy/no-account-statement',
  ])
  assert.deepEqual(await causeOf('with an explicit deny in a resource-based policy'), [
    'key-policy/explicit-deny',
  ])
  assert.deepEqual(await causeOf(`because no permissions boundary ${implicit}`), [
    'boundary/no-allow',
  ])
  assert.deepEqual(await causeOf(`with an explicit deny in a service control policy: ${policy}`), [
    'scp/explicit-deny',
  ])
  assert.deepEqual(await causeOf(`because no VPC endpoint policy ${implicit}`), [
    'vpc-endpoint/no-allow',
  ])
})

test('what names neither key nor cause is said to be open, and asks for the key', async () => {
  const text =
    'AccessDeniedException: The ciphertext refers to a customer master key that does not exist, ' +
    'does not exist in this region, or you are not allowed to access.'
  const open = await askAboutText(world, colleague, text)
  assert.deepEqual([open.request.key, open.causes], [null, []])
  assert.ok(
    open.findings.some(({ evidence }) => evidence.some((line) => /give it as KEY/.test(line))),
  )
  assert.equal(exitCode([open]), 3)
  const named = await askAboutText(world, colleague, text, { key })
  assert.equal(named.request.key, key)
})

test('an account that a log has masked is taken to be that of the caller', async () => {
  const text = await messageOf(decryptAs(await world.user('masked')))
  const masked = text.replaceAll('111122223333', '***')
  const diagnosis = await askAboutText(world, colleague, masked)
  assert.deepEqual([diagnosis.request.principal, diagnosis.request.key], [userArn('masked'), key])
})

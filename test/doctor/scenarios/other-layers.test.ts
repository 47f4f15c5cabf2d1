// Where the key policy is not to blame: IAM, the boundary, the key, the alias, the credentials.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreatePolicyCommand,
  IAMClient,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import { CreateAliasCommand, KMSClient } from '@aws-sdk/client-kms'
import { diagnose, DoctorFailure, exitCode, type Diagnosis } from '../../../src/doctor/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  ask,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  putKeyPolicy,
  roleArn,
  userArn,
} from './locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
/** Its policy is the default one: IAM decides. */
let key: string

before(async () => {
  world = await startWorld()
  key = await createKey(world, keyPolicy(accountStatement))
})
after(() => world.close())

const looks = onlooker as { readonly Statement: readonly object[] }
const withKeys = (statement: object): object => ({
  Version: '2012-10-17',
  Statement: [...looks.Statement, statement],
})

async function requireHealedByIam(asker: Credentials, { remedies }: Diagnosis): Promise<void> {
  assert.deepEqual(
    remedies.map(({ id, proved }) => ({ id, proved })),
    [{ id: 'allow-in-iam', proved: true }],
  )
  for (const remedy of remedies) await applyRemedy(remedy, asker, world.root())
  assert.equal((await ask(world, asker, key))[1]?.outcome, 'allow')
}

test('no IAM policy allows it', async () => {
  const asker = await world.user('nothing', onlooker)
  const [reading] = await ask(world, asker, key)
  assert.match(reading.sentence ?? '', /no identity-based policy allows/)
  assert.deepEqual(reading.causes, ['iam/no-allow'])
  await requireHealedByIam(asker, reading)
})

test('an IAM policy names the alias, where only the key counts', async () => {
  const Resource = 'arn:aws:kms:us-east-1:111122223333:alias/payroll'
  const asker = await world.user('alias', withKeys({ Effect: 'Allow', Action: 'kms:*', Resource }))
  const [reading] = await ask(world, asker, key)
  assert.deepEqual(reading.causes, ['iam/resource-mismatch'])
  await requireHealedByIam(asker, reading)
})

test('an IAM policy allows it under a condition that is not met', async () => {
  const Condition = { StringEquals: { 'aws:ResourceTag/team': 'payroll' } }
  const statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition }
  const asker = await world.user('tagged', withKeys(statement))
  const [reading] = await ask(world, asker, key)
  assert.deepEqual(reading.causes, ['iam/condition-not-met'])
  await requireHealedByIam(asker, reading)
})

test('an IAM policy denies it: the doctor names the statement', async () => {
  const deny = { Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:*KeyPolicy', Resource: '*' }
  const asker = await world.user('denied', withKeys(deny))
  const [reading] = await ask(world, asker, key)
  assert.equal(reading.outcome, 'explicitDeny')
  assert.equal(reading.causes[0], 'iam/explicit-deny')
  assert.match(reading.findings.find(({ id }) => id === 'iam/explicit-deny')?.says ?? '', /NoKeys/)
})

test('the permissions boundary takes away what IAM allows', async () => {
  const asker = await world.user('bounded', administrator)
  const iam = world.client(IAMClient)
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'Boundary', PolicyDocument: JSON.stringify(onlooker) }),
  )
  const boundary = { UserName: 'bounded', PermissionsBoundary: Policy?.Arn }
  await iam.send(new PutUserPermissionsBoundaryCommand(boundary))
  const [reading] = await ask(world, asker, key)
  assert.match(reading.sentence ?? '', /no permissions boundary allows/)
  assert.deepEqual(reading.causes, ['boundary/no-allow'])
})

test('a key, an alias or a Region that is wrong is told apart', async () => {
  const asker = await world.user('lost', administrator)
  const id = '1234abcd-12ab-34cd-56ef-1234567890ab'
  const causesOf = async (asked: string) => (await ask(world, asker, asked))[0].causes
  assert.deepEqual(await causesOf(id), ['key/not-found'])
  assert.deepEqual(await causesOf('alias/nothing'), ['alias/not-found'])
  const elsewhere = `arn:aws:kms:eu-west-1:111122223333:key/${id}`
  assert.deepEqual(await causesOf(elsewhere), ['key/other-region'])
})

test('credentials that AWS does not know are the cause, and the key is not asked', async () => {
  const stranger = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wrong' }
  const [reading] = await ask(world, stranger, key)
  assert.deepEqual(reading.causes, ['credentials/invalid'])
  assert.equal(exitCode([reading]), 2)
})

test('with access there is nothing to say', async () => {
  const asker = await world.user('works', administrator)
  const diagnoses = await ask(world, asker, key)
  assert.deepEqual(
    diagnoses.map((one) => [one?.outcome, one?.causes, one?.remedies]),
    [
      ['allow', [], []],
      ['allow', [], []],
    ],
  )
})

test('without leave to look, the cause still comes from the sentence of AWS', async () => {
  const bare = await world.user('bare', allow(['kms:Get*', 'kms:Put*', 'kms:Describe*']))
  await createRole(world, 'Administrator', { AWS: userArn('bare') })
  const locked = await createKey(world, keyPolicy(accountStatement))
  const alias = { AliasName: 'alias/bare', TargetKeyId: locked }
  await world.client(KMSClient).send(new CreateAliasCommand(alias))
  await putKeyPolicy(world, locked, keyPolicy(administratorStatement('Administrator')))
  const [reading, changing] = await ask(world, bare, 'alias/bare')
  assert.deepEqual(reading.causes, ['key-policy/no-account-statement'])
  assert.equal(
    reading.request.key,
    locked,
    'the refused DescribeKey names the key behind the alias',
  )
  assert.equal(reading.keyPolicy.source, 'none')
  assert.equal(changing?.outcome, 'unknown', 'PutKeyPolicy is never tried')
  const missing = reading.unseen.map(({ permission }) => permission)
  assert.ok(missing.includes('cloudtrail:LookupEvents') && missing.includes('iam:GetUser'))
})

test('the key policy names one session of the role, and another one asks', async () => {
  const sharer = await world.user('sharer', onlooker)
  await createRole(world, 'Shared', { AWS: userArn('sharer') }, onlooker)
  const session = 'arn:aws:sts::111122223333:assumed-role/Shared/alice'
  const named = { Effect: 'Allow', Principal: { AWS: session }, Action: 'kms:*', Resource: '*' }
  const locked = await createKey(world, keyPolicy(named))
  const [reading] = await ask(world, await assumeRole(world, sharer, 'Shared'), locked)
  assert.equal(reading.causes[0], 'principal/other-identity')
})

test('one can ask about another principal, and nothing is tried in its name', async () => {
  const asker = await world.user('asks', administrator)
  const connection = connect({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: asker,
  })
  const [reading] = await diagnose(connection, { key, principal: roleArn('Shared'), lang: 'en' })
  assert.equal(reading?.outcome, 'implicitDeny')
  assert.equal(reading.sentence, undefined)
  assert.deepEqual(reading.causes, ['iam/no-allow'])
})

test('one can ask about a principal by its name, and a wrong one is told', async () => {
  const credentials = await world.user('curious', administrator)
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  const about = (principal: string) => diagnose(connection, { key, principal, lang: 'en' })
  const [reading] = await about('user/curious')
  assert.equal(reading?.request.principal, userArn('curious'))
  assert.equal(reading.outcome, 'allow')
  await assert.rejects(about('user/nobody'), /there is no `arn:aws:iam::111122223333:user\/nobody`/)
  await assert.rejects(about('curious'), DoctorFailure)
})

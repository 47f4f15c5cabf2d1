// Each command with exactly the policy that `sparekey permissions` prints for it, and once without
// each of its actions. A command that asks AWS has its line in COMMANDS.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateAliasCommand, KMSClient } from '@aws-sdk/client-kms'
import type { JsonObject } from '../../src/base/json.ts'
import {
  collect,
  connect,
  diagnose,
  disconnect,
  DoctorFailure,
  history,
  PERMISSION_COMMANDS,
  permissionsPolicy,
  planRecovery,
  recorder,
  type Connection,
  type Diagnosis,
  type PermissionCommand,
  type Recorder,
} from '../../src/doctor/index.ts'
import { advance } from '../fixtures/clock.ts'
import { ACCOUNT, allow, type Credentials, type TestWorld } from '../fixtures/world.ts'
import { createTrail, startTrailWorld } from '../operations/cloudtrail/fixture.ts'
import {
  accountArn,
  accountStatement,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
} from './scenarios/locked-key.ts'

const key = 'alias/payroll'
const UserName = 'subject'
const lang = 'en'

/** What a command does that needs the permissions of its line. */
const COMMANDS: Readonly<
  Record<PermissionCommand, ((connection: Connection, tape: Recorder) => Promise<unknown>) | null>
> = {
  // Denied, so that it looks into everything; reading the key policy works.
  doctor: (connection) => diagnoseBoth(connection),
  history: (connection) => history(connection, { key }),
  recover: (connection) => planRecovery(connection, { key, as: 'Administrator' }),
  collect: (connection, tape) => collect(connection, tape, { key }),
  simulate: null,
  test: null,
}

/** As the caller and about a role: each is asked other questions. */
async function diagnoseBoth(connection: Connection): Promise<readonly Diagnosis[]> {
  const question = { key, actions: ['kms:Decrypt'], lang } as const
  const own = await diagnose(connection, question)
  return [...own, ...(await diagnose(connection, { ...question, principal: 'role/Administrator' }))]
}

let world: TestWorld
let subject: Credentials

before(async () => {
  world = await startTrailWorld()
  const iam = world.client(IAMClient)
  subject = await world.user(UserName)
  const PolicyDocument = JSON.stringify(allow('s3:ListAllMyBuckets'))
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'm', PolicyDocument }))
  const PolicyArn = Policy?.Arn
  const GroupName = 'staff'
  await iam.send(new CreateGroupCommand({ GroupName }))
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName }))
  await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'i', PolicyDocument }))
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }))
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
  await createRole(world, 'Administrator', { AWS: accountArn }, allow('s3:ListAllMyBuckets'))
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'Administrator', PolicyArn }))
  await createTrail(world, 'all')
  const arn = await createKey(
    world,
    keyPolicy(accountStatement, administratorStatement('Administrator')),
  )
  await world
    .client(KMSClient)
    .send(new CreateAliasCommand({ AliasName: key, TargetKeyId: arn.split('/')[1] }))
  // The event history has forgotten the key's creation: trails are asked for.
  await advance(world, '91d')
})
after(() => world.close())

interface Run {
  /** By name. */
  readonly refused: ReadonlySet<string>
  readonly answered: ReadonlySet<string>
  readonly answer: unknown
}

async function runWith(policy: JsonObject, command: PermissionCommand): Promise<Run> {
  const PolicyDocument = JSON.stringify(policy)
  const inline = { UserName, PolicyName: 'exactly', PolicyDocument }
  await world.client(IAMClient).send(new PutUserPolicyCommand(inline))
  const tape = recorder(() => new Date())
  const options = { endpoint: world.endpoint, region: 'us-east-1', credentials: subject, tape }
  const connection = connect(options)
  // What it cannot do, it has asked for all the same.
  const answer = await COMMANDS[command]?.(connection, tape).catch((thrown: unknown) => {
    if (!(thrown instanceof DoctorFailure)) throw thrown
  })
  disconnect(connection)
  const names = (isWanted: (error: string | undefined) => boolean) => {
    const found = tape.answers().filter(({ error }) => isWanted(error?.name))
    return new Set(found.map(({ service, operation }) => `${service}:${operation}`))
  }
  return {
    refused: names((error) => error?.startsWith('AccessDenied') ?? false),
    answered: names((error) => error === undefined),
    answer,
  }
}

interface Statement {
  readonly Action: readonly string[]
}

const statementsOf = (policy: JsonObject) => policy.Statement as unknown as readonly Statement[]

function without(policy: JsonObject, action: string): JsonObject {
  const statements = statementsOf(policy)
    .map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) }))
    .filter((one) => one.Action.length > 0)
  return { ...policy, Statement: statements } as unknown as JsonObject
}

for (const command of PERMISSION_COMMANDS) {
  const policy = permissionsPolicy(command)
  const actions = statementsOf(policy).flatMap(({ Action }) => Action)
  if (COMMANDS[command] === null) {
    test(`${command} needs no permission`, () => assert.deepEqual(actions, []))
    continue
  }
  test(`${command} is refused nothing with exactly its policy`, async () => {
    assert.deepEqual([...(await runWith(policy, command)).refused], [])
  })
  test(`${command} needs each of its permissions, and says which one is missing`, async () => {
    const whole = await runWith(policy, command)
    const needless: string[] = []
    for (const action of actions.filter((name) => !NOT_ASKED_FOR.has(name))) {
      const { refused, answered, answer } = await runWith(without(policy, action), command)
      const isMissed = whole.answered.has(action) && !answered.has(action)
      if (!isMissed && !refused.has(action)) needless.push(action)
      if (command === 'doctor') requireUnseen(answer as readonly Diagnosis[], action)
    }
    assert.deepEqual(needless, [])
  })
}

/**
 * On AWS, Athena asks Glue as whoever asks Athena; the stack's Athena does not ask.
 * https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
 */
const NOT_ASKED_FOR = new Set(['glue:GetDatabases', 'glue:GetTables'])

function requireUnseen(diagnoses: readonly Diagnosis[], action: string): void {
  const unseen = diagnoses.flatMap((one) => one.unseen.map(({ permission }) => permission))
  assert.ok(unseen.includes(action), `${action} is not among ${unseen.join(', ')}`)
}

test('for one key, every resource that can be is narrowed to it or to its account', () => {
  const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
  const { Statement } = permissionsPolicy('recover', { key: arn, apply: true })
  const text = JSON.stringify(Statement)
  assert.ok(text.includes(arn) && !text.includes('key/*') && !text.includes('::*:'))
  assert.ok(text.includes(`arn:aws:iam::${ACCOUNT}:role/*`) && text.includes('kms:PutKeyPolicy'))
  assert.throws(() => permissionsPolicy('doctor', { key: 'alias/x' }), /not the ARN of a key/)
  assert.throws(() => permissionsPolicy('toString'), /asks AWS nothing/)
})

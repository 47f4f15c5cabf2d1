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
} from '@aws-sdk/client-iam'
import { CreateAliasCommand, KMSClient } from '@aws-sdk/client-kms'
import type { JsonObject } from '../../src/base/json.ts'
import {
  askWhoCan,
  audit,
  checkFiles,
  collect,
  comparePolicies,
  diagnose,
  disconnect,
  DoctorFailure,
  history,
  PERMISSION_COMMANDS,
  permissionsPolicy,
  planRecovery,
  policiesInAccount,
  recorder,
  type Connection,
  type Diagnosis,
  type PermissionCommand,
  type Recorder,
} from '../../src/doctor/index.ts'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { advance } from '../fixtures/clock.ts'
import { OrganizationsClient } from '../fixtures/organizations-client.ts'
import {
  ACCOUNT,
  allow,
  OTHER_ACCOUNT,
  type Credentials,
  type TestWorld,
} from '../fixtures/world.ts'
import { createTrail, startTrailWorld } from '../operations/cloudtrail/fixture.ts'
import {
  accountArn,
  accountStatement,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
} from './scenarios/locked-key.ts'
import { connect } from './hurried.ts'

const key = 'alias/payroll'
const UserName = 'subject'
const GroupName = 'staff'
const lang = 'en'

/** What a command does that needs the permissions of its line. */
const COMMANDS: Readonly<
  Record<PermissionCommand, ((connection: Connection, tape: Recorder) => Promise<unknown>) | null>
> = {
  // Denied, so that it looks into everything; reading the key policy works.
  doctor: (connection) => diagnoseBoth(connection),
  history: (connection) => history(connection, { key }),
  recover: (connection) => planRecovery(connection, { key, as: 'Administrator' }),
  audit: (connection) => audit(connection, { now: new Date() }),
  // Of a key that shuts out its account as well: only events tell its policy.
  'who-can': async (connection) => {
    await askWhoCan(connection, { action: 'use', key })
    await askWhoCan(connection, { action: 'use', key: locked })
  },
  check: async (connection) => {
    for (const deployer of [`user/${UserName}`, 'role/Administrator']) {
      const asked = { files: [file], key, deployer: `arn:aws:iam::${ACCOUNT}:${deployer}` }
      await checkFiles({ ...asked, lang }, connection)
    }
  },
  diff: async (connection) => {
    const policy = keyPolicy(administratorStatement('Administrator')) as JsonObject
    await comparePolicies({ before: { name: key, key }, after: { name: file, policy } }, connection)
    const version = { name: key, key, at: '1' }
    await comparePolicies({ before: version, after: { name: key, key } }, connection)
  },
  simulate: async (connection) => {
    for (const name of [`user/${UserName}`, 'role/Administrator']) {
      const principal = `arn:aws:iam::${ACCOUNT}:${name}`
      await policiesInAccount(connection, { principal, action: 'kms:Decrypt', resource: key })
    }
  },
  collect: async (connection, tape) => {
    await collect(connection, tape, { key, principal: 'role/Administrator' })
    await collect(connection, tape, {})
  },
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
/** Its policy names one role and no account, so that no permission opens it. */
let locked: string
let folder: string
let file: string

/** The account is a member of it that may read it. */
async function joinOrganization(): Promise<void> {
  const organizations = (account: string) => world.client(OrganizationsClient, world.root(account))
  const management = organizations(OTHER_ACCOUNT)
  await management.call('CreateOrganization')
  const { Roots } = await management.call<{ Roots: { Id: string }[] }>('ListRoots')
  for (const PolicyType of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']) {
    await management.call('EnablePolicyType', { RootId: Roots[0]?.Id, PolicyType })
  }
  const Target = { Id: ACCOUNT, Type: 'ACCOUNT' }
  const { Handshake } = await management.call<{ Handshake: { Id: string } }>(
    'InviteAccountToOrganization',
    { Target },
  )
  await organizations(ACCOUNT).call('AcceptHandshake', { HandshakeId: Handshake.Id })
  const trusted = { ServicePrincipal: 'cloudtrail.amazonaws.com' }
  await management.call('EnableAWSServiceAccess', trusted)
  await management.call('RegisterDelegatedAdministrator', { AccountId: ACCOUNT, ...trusted })
}

before(async () => {
  world = await startTrailWorld()
  const iam = world.client(IAMClient)
  subject = await world.user(UserName, allow('s3:ListAllMyBuckets'))
  await joinOrganization()
  await world.user('administrator', allow('kms:*'))
  const PolicyDocument = JSON.stringify(allow('s3:ListAllMyBuckets'))
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'm', PolicyDocument }))
  const PolicyArn = Policy?.Arn
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
  locked = await createKey(
    world,
    keyPolicy(accountStatement, administratorStatement('Administrator')),
    keyPolicy(administratorStatement('Administrator')),
  )
  folder = await mkdtemp(join(tmpdir(), 'sparekey-permissions-'))
  file = join(folder, 'policy.json')
  await writeFile(file, JSON.stringify(keyPolicy(accountStatement)))
  // The event history has forgotten the key's creation: trails are asked for.
  await advance(world, '91d')
})
after(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

interface Run {
  /** By name. */
  readonly refused: ReadonlySet<string>
  readonly answered: ReadonlySet<string>
  readonly answer: unknown
}

async function runWith(policy: JsonObject, command: PermissionCommand): Promise<Run> {
  const PolicyDocument = JSON.stringify(policy)
  // A group's may be longer than a user's.
  const inline = { GroupName, PolicyName: 'exactly', PolicyDocument }
  await world.client(IAMClient).send(new PutGroupPolicyCommand(inline))
  const tape = recorder(() => new Date())
  const options = { endpoint: world.endpoint, region: 'us-east-1', credentials: subject, tape }
  const connection = connect(options)
  // What it cannot do, it has asked for all the same.
  const answer = await COMMANDS[command]?.(connection, tape).catch((thrown: unknown) => {
    if (!(thrown instanceof DoctorFailure)) throw thrown
  })
  disconnect(connection)
  const names = (isWanted: (error: string | undefined) => boolean) => {
    const found = tape
      .answers()
      .filter(({ error }) => isWanted(error?.name))
      .filter(({ input }) => !String(input.KeyId).includes(locked))
    return new Set(found.map(({ service, operation }) => `${service}:${operation}`))
  }
  return {
    refused: names((error) => error?.startsWith('AccessDenied') ?? false),
    answered: names((error) => error === undefined),
    answer,
  }
}

interface Statement {
  readonly Sid: string
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
const NOT_ASKED_FOR = new Set([
  ...['glue:GetDatabases', 'glue:GetTables'],
  // The stack's KMS does not know them.
  ...['kms:GetKeyLastUsage', 'kms:GetKeyRotationStatus'],
])

function requireUnseen(diagnoses: readonly Diagnosis[], action: string): void {
  const unseen = diagnoses.flatMap((one) => one.unseen.map(({ permission }) => permission))
  assert.ok(unseen.includes(action), `${action} is not among ${unseen.join(', ')}`)
}

test('for one key, every resource that can be is narrowed to it or to its account', () => {
  const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
  const { Statement } = permissionsPolicy('recover', { key: arn, apply: true })
  // The organization's account is another one, and not known.
  const own = statementsOf({ Statement } as JsonObject).filter(
    ({ Sid }) => Sid !== 'ReadGuardrails',
  )
  const text = JSON.stringify(own)
  assert.ok(text.includes(arn) && !text.includes('key/*') && !text.includes('::*:'))
  assert.ok(text.includes(`arn:aws:iam::${ACCOUNT}:role/*`) && text.includes('kms:PutKeyPolicy'))
  assert.throws(() => permissionsPolicy('doctor', { key: 'alias/x' }), /not the ARN of a key/)
  assert.throws(() => permissionsPolicy('toString'), /asks AWS nothing/)
})

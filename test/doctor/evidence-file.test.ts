// Evidence is collected on a stack; then the stack is gone, and the file must say all the same.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  IAMClient,
  PutGroupPolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateAliasCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  collect,
  diagnose,
  disconnect,
  history,
  planRecovery,
  printEvidence,
  readEvidence,
  recorder,
  redact,
  renderJson,
  type Connection,
  type EvidenceFile,
} from '../../src/doctor/index.ts'
import { ACCOUNT, allow, startWorld, type Credentials, type TestWorld } from '../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
} from './scenarios/locked-key.ts'
import { connect } from './hurried.ts'

const ALIAS = 'alias/payroll'

let world: TestWorld
let isClosed = false
let alice: Credentials
let key: string
let live: Connection
let file: EvidenceFile
/** What the commands said while there was a stack. */
const said = { doctor: '', byArn: '', bob: '', history: '', plan: '' }

/** Everything but the folders that documents were written to. */
const withoutPaths = (text: string): string =>
  text.replaceAll(/[^"\s]*sparekey-doctor-\w+/g, 'FOLDER')

async function doctor(connection: Connection, about = ALIAS, principal?: string): Promise<string> {
  const subject = principal === undefined ? {} : { principal }
  return withoutPaths(
    renderJson(await diagnose(connection, { key: about, ...subject, lang: 'en' })),
  )
}

const historyOf = async (connection: Connection): Promise<string> =>
  JSON.stringify(await history(connection, { key: ALIAS }))

const planOf = async (connection: Connection): Promise<string> =>
  JSON.stringify(await planRecovery(connection, { key: ALIAS, as: 'Administrator' }))

before(async () => {
  world = await startWorld()
  const iam = world.client(IAMClient)
  alice = await world.user('alice.smith', administrator)
  await world.user('bob', allow('kms:Decrypt'))
  await createRole(world, 'Administrator', { AWS: [userArn('alice.smith')] })
  await iam.send(new CreateGroupCommand({ GroupName: 'staff' }))
  await iam.send(new AddUserToGroupCommand({ GroupName: 'staff', UserName: 'bob' }))
  const PolicyDocument = JSON.stringify(allow('kms:Encrypt'))
  const inGroup = { GroupName: 'staff', PolicyName: 'of-bob', PolicyDocument }
  await iam.send(new PutGroupPolicyCommand(inGroup))
  const managed = await iam.send(new CreatePolicyCommand({ PolicyName: 'm', PolicyDocument }))
  const PolicyArn = managed.Policy?.Arn
  await iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn }))
  const range = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }
  const office = { ...accountStatement, Sid: 'alice.smith put this', Condition: range }
  key = await createKey(world, keyPolicy(accountStatement, administratorStatement('Administrator')))
  await world
    .client(KMSClient)
    .send(new CreateAliasCommand({ AliasName: ALIAS, TargetKeyId: key.split('/')[1] }))
  await putKeyPolicy(world, key, keyPolicy(office, administratorStatement('Administrator')), alice)
  const options = { endpoint: world.endpoint, region: 'us-east-1', profile: 'mine' }
  live = connect({ ...options, credentials: alice })
  said.doctor = await doctor(live)
  said.byArn = await doctor(live, key)
  said.bob = await doctor(live, ALIAS, 'user/bob')
  said.history = await historyOf(live)
  said.plan = await planOf(live)
  const tape = recorder(() => new Date())
  const connection = connect({ ...options, credentials: alice, tape })
  file = await collect(connection, tape, { key: ALIAS, principal: 'user/bob' })
  disconnect(connection)
  disconnect(live)
  await world.close()
  isClosed = true
})
after(async () => {
  if (!isClosed) await world.close()
})

const fromFile = (evidence = file): Connection => connect({ evidence })

test('with the stack gone, doctor says byte for byte what it said', async () => {
  const read = readEvidence(printEvidence(file), 'evidence.json')
  assert.match(said.doctor, /account-statement-conditioned/)
  assert.equal(await doctor(fromFile(read)), said.doctor)
  assert.equal(await doctor(fromFile(read), ALIAS, 'user/bob'), said.bob)
})

test('the key is known by its other names, too', async () => {
  assert.equal(await doctor(fromFile(), key), said.byArn)
  const [byId] = await diagnose(fromFile(), { key: key.split('/')[1] ?? '', lang: 'en' })
  assert.equal(byId?.request.key, key)
})

test('history and the plan of recover are the same', async () => {
  assert.equal(await historyOf(fromFile()), said.history)
  assert.equal(await planOf(fromFile()), said.plan)
  assert.match(said.plan, /"becoming":"assume"/)
})

test('printed commands carry the real endpoint and profile', () => {
  assert.ok(said.doctor.includes(world.endpoint) && said.doctor.includes('"mine"'))
})

test('what was not asked then is not known now, and that is said', async () => {
  const about = { key: ALIAS, principal: userArn('carol'), lang: 'en' as const }
  const isOfAll = ({ operation }: { readonly operation: string }) =>
    operation === 'GetAccountAuthorizationDetails'
  const less = { ...file, answers: file.answers.filter((answer) => !isOfAll(answer)) }
  const [first] = await diagnose(fromFile(less), about)
  assert.ok(first?.unseen.some(({ permission }) => permission === 'iam:GetUser'))
  const plan = planRecovery(fromFile(less), { key: ALIAS, as: 'Other' })
  await assert.rejects(plan, /was not asked for/)
})

test('whoever could see everybody has everybody in the file', async () => {
  const carol = { key: ALIAS, principal: userArn('carol'), lang: 'en' as const }
  await assert.rejects(diagnose(fromFile(), carol), /user with name carol cannot be found/)
})

test('nothing that opens anything is in the file', () => {
  const text = printEvidence(file)
  assert.ok(file.answers.some(({ operation }) => operation === 'AssumeRole'))
  for (const secret of [alice.secretAccessKey, 'SessionToken', 'SecretAccess']) {
    assert.ok(!text.includes(secret), secret)
  }
})

test('nothing is asked twice', () => {
  const asked = file.answers.map(({ service, operation, as, input }) =>
    JSON.stringify([service, operation, as, input]),
  )
  assert.equal(new Set(asked).size, asked.length)
})

test('redacted, it holds no name, no address and no profile', () => {
  const text = printEvidence(redact(file, randomBytes(32)))
  assert.ok(printEvidence(file).includes('alice.smith'))
  for (const name of [
    'alice',
    'smith',
    'bob',
    '203.0.113',
    '2001:db8',
    alice.accessKeyId,
    '"mine"',
  ]) {
    assert.ok(!text.includes(name), name)
  }
  assert.doesNotMatch(text, /(sourceIPAddress|userAgent)\\":\\"(127|aws-sdk)/)
})

test('redacted, it leads to the same causes, outcomes and remedies', async () => {
  const redacted = readEvidence(printEvidence(redact(file, randomBytes(32))), 'evidence.json')
  const connection = fromFile(redacted)
  const [plain, anonymous] = await Promise.all(
    [fromFile(), connection].map((one) => diagnose(one, { key: ALIAS, lang: 'en' })),
  )
  const gist = (diagnoses: typeof plain) =>
    diagnoses?.map(({ outcome, causes, layers, findings, remedies, unseen }) => ({
      ...{ outcome, causes, unseen },
      layers: layers.map(({ layer, says, because }) => [layer, says, because.length]),
      findings: findings.map(({ id, verdict }) => [id, verdict]),
      remedies: remedies.map(({ id, by, becoming, proved }) => {
        return [id, by.filter((arn) => arn.includes(':role/')), becoming.length, proved]
      }),
    }))
  assert.deepEqual(gist(anonymous), gist(plain))
  assert.ok(anonymous?.some(({ causes }) => causes.length > 0))
  const versions = (await history(connection, { key: ALIAS })).entries
  assert.equal(versions.length, (JSON.parse(said.history) as { entries: unknown[] }).entries.length)
  const plan = await planRecovery(connection, { key: ALIAS, as: roleArn('Administrator') })
  assert.equal(plan.proved, true)
  assert.ok(plan.principal.startsWith(`arn:aws:iam::${ACCOUNT}:user/anon-`))
})

test('two redactions of one file have no hash in common', () => {
  const one = new Set(printEvidence(redact(file, randomBytes(32))).match(/anon-\w+/g))
  const other = printEvidence(redact(file, randomBytes(32))).match(/anon-\w+/g) ?? []
  assert.ok(one.size > 1 && other.length > 1)
  assert.ok(other.every((hash) => !one.has(hash)))
})

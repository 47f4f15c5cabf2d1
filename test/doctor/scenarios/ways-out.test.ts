// Where something else than the key policy stands in the way: the smallest change, and that the
// printed command makes it.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readFile } from 'node:fs/promises'
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  DeleteUserPermissionsBoundaryCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DisableKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { diagnose, renderText } from '../../../src/doctor/index.ts'
import type { Diagnosis, SaidRemedy } from '../../../src/doctor/index.ts'
import {
  allow,
  OTHER_ACCOUNT,
  startWorld,
  type Credentials,
  type TestWorld,
} from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import { recordCarriedOut } from '../stories/harness/carried-out.ts'
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

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const statementsOf = (policy: object): readonly object[] =>
  (policy as { readonly Statement: readonly object[] }).Statement

const and = (policy: object, ...statements: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement: [...statementsOf(policy), ...statements],
})

/** Every remedy in order, by the asker or by the account's root user; then nothing is denied. */
async function requireHealed(
  asker: Credentials,
  key: string,
  { remedies }: Diagnosis,
  actions?: readonly string[],
): Promise<void> {
  assert.ok(remedies.length > 0)
  for (const remedy of remedies) {
    assert.equal(remedy.proved, true, remedy.id)
    const byAsker = remedy.by[0]?.endsWith(':root') ? world.root() : asker
    await applyRemedy(remedy, asker, byAsker)
  }
  const healed = await ask(world, asker, key, actions)
  const left = healed.flatMap((one) => (one ? [[one.outcome, one.causes]] : []))
  assert.ok(left.every(([outcome, causes]) => outcome === 'allow' && causes?.length === 0))
}

const deny = (Action: string | readonly string[], Resource = '*', Sid = 'NoKeys'): object => ({
  Sid,
  Effect: 'Deny',
  Action,
  Resource,
})

const diffOf = ({ remedies: [remedy] }: Diagnosis): string => remedy?.diff ?? ''

test('a Deny of an inline policy of the user: this key leaves it, and nothing else', async () => {
  const asker = await world.user('denied', and(administrator, deny('kms:*')))
  const [key, other] = [
    await createKey(world, keyPolicy(accountStatement)),
    await createKey(world, keyPolicy(accountStatement)),
  ]
  const [reading] = await ask(world, asker, key)
  assert.deepEqual(
    reading.remedies.map(({ id }) => id),
    ['exempt-in-iam'],
  )
  assert.match(diffOf(reading), /^\+.*"NotResource": "arn:aws:kms/m)
  assert.match(diffOf(reading), /^\+.*"NotAction": \[/m)
  await requireHealed(asker, key, reading)
  const describes = (one: string) => ask(world, asker, one, ['kms:DescribeKey'])
  assert.equal((await describes(key))[0].outcome, 'explicitDeny', 'not asked about')
  assert.equal((await ask(world, asker, other))[0].outcome, 'explicitDeny', 'another key')
})

test('a Deny of a list of actions loses those that were asked about', async () => {
  const Resource = 'arn:aws:kms:us-east-1:111122223333:key/*'
  const asker = await world.user('listed', and(administrator, deny('kms:*KeyPolicy', Resource)))
  const key = await createKey(world, keyPolicy(accountStatement))
  const [, changing] = await ask(world, asker, key)
  assert.ok(changing)
  await requireHealed(asker, key, changing)
})

test('a Deny of a group and one of a managed policy are both softened', async () => {
  const asker = await world.user('grouped', administrator)
  const iam = world.client(IAMClient)
  const group = { GroupName: 'guarded' }
  const document = JSON.stringify(keyPolicy(deny('kms:PutKeyPolicy') as never))
  await iam.send(new CreateGroupCommand(group))
  await iam.send(
    new PutGroupPolicyCommand({ ...group, PolicyName: 'guard', PolicyDocument: document }),
  )
  await iam.send(new AddUserToGroupCommand({ ...group, UserName: 'grouped' }))
  const managed = { PolicyName: 'Guard', PolicyDocument: document }
  const { Policy } = await iam.send(new CreatePolicyCommand(managed))
  await iam.send(new AttachUserPolicyCommand({ UserName: 'grouped', PolicyArn: Policy?.Arn }))
  const key = await createKey(world, keyPolicy(accountStatement))
  const [changing] = await ask(world, asker, key, ['kms:PutKeyPolicy'])
  const names = changing.remedies.map(({ commands }) => commands[0]?.[2])
  assert.deepEqual(names.toSorted(), ['create-policy-version', 'put-group-policy'])
  await requireHealed(asker, key, changing, ['kms:PutKeyPolicy'])
})

test('a Deny of a role: its policy is changed by the root user', async () => {
  await world.user('becomes', onlooker)
  const keeper = await world.user('keeper', allow('sts:AssumeRole'))
  const policy = and(administrator, deny('kms:PutKeyPolicy'))
  await createRole(world, 'Guarded', { AWS: userArn('keeper') }, policy)
  const session = await assumeRole(world, keeper, 'Guarded')
  const key = await createKey(world, keyPolicy(accountStatement))
  const [changing] = await ask(world, session, key, ['kms:PutKeyPolicy'])
  assert.equal(changing.remedies[0]?.commands[0]?.[2], 'put-role-policy')
  await requireHealed(session, key, changing, ['kms:PutKeyPolicy'])
})

async function withBoundary(name: string, boundary: object): Promise<Credentials> {
  const asker = await world.user(name, administrator)
  const iam = world.client(IAMClient)
  const document = { PolicyName: `${name}-boundary`, PolicyDocument: JSON.stringify(boundary) }
  const { Policy } = await iam.send(new CreatePolicyCommand(document))
  const set = { UserName: name, PermissionsBoundary: Policy?.Arn }
  await iam.send(new PutUserPermissionsBoundaryCommand(set))
  return asker
}

test('the boundary is silent: it gets this action on this key', async () => {
  const asker = await withBoundary('bounded', onlooker)
  const key = await createKey(world, keyPolicy(accountStatement))
  const [reading] = await ask(world, asker, key)
  assert.deepEqual(
    reading.remedies.map(({ id }) => id),
    ['allow-in-boundary'],
  )
  assert.doesNotMatch(diffOf(reading), /^\+.*\*/m, 'no wildcard is added')
  await requireHealed(asker, key, reading)
})

test('the boundary denies: this key leaves the Deny', async () => {
  const asker = await withBoundary('fenced', and(administrator, deny('kms:*')))
  const key = await createKey(world, keyPolicy(accountStatement))
  const [reading] = await ask(world, asker, key)
  assert.equal(reading.causes[0], 'boundary/explicit-deny')
  assert.ok(reading.remedies.some(({ id }) => id === 'exempt-in-boundary'))
  await requireHealed(asker, key, reading)
})

test("a boundary that is one of AWS's own policies is told in words", async () => {
  const asker = await world.user('shut', administrator)
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
  const set = { UserName: 'shut', PermissionsBoundary }
  await world.client(IAMClient).send(new PutUserPermissionsBoundaryCommand(set))
  const key = await createKey(world, keyPolicy(accountStatement))
  const [reading] = await ask(world, asker, key)
  const offered = reading.remedies.map(({ id, by, commands }) => [id, by, commands])
  assert.deepEqual(offered, [['ask-iam-administrator', [], []]])
  await world.client(IAMClient).send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'shut' }))
  assert.equal((await ask(world, asker, key))[0].outcome, 'allow')
  recordCarriedOut('ask-iam-administrator')
})

const readsPolicies = and(onlooker, {
  Effect: 'Allow',
  Action: 'kms:GetKeyPolicy',
  Resource: '*',
})

test('a missing permission: the smallest policy, and what the last one gave is kept', async () => {
  const asker = await world.user('short', readsPolicies)
  const key = await createKey(world, keyPolicy(accountStatement))
  const [encrypting] = await ask(world, asker, key, ['kms:Encrypt'])
  await requireHealed(asker, key, encrypting, ['kms:Encrypt'])
  const [decrypting] = await ask(world, asker, key, ['kms:Decrypt'])
  const [file = ''] = decrypting.files
  const added = JSON.parse(await readFile(file, 'utf8'))
  assert.deepEqual(added.Statement, [
    { Effect: 'Allow', Action: 'kms:Encrypt', Resource: key },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key },
  ])
  await requireHealed(asker, key, decrypting, ['kms:Decrypt'])
  const kms = world.client(KMSClient, asker)
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('secret') }),
  )
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }))
  assert.equal(Buffer.from(Plaintext ?? []).toString(), 'secret')
})

const ENCRYPT = ['kms:Encrypt']

test('a disabled key is enabled again', async () => {
  const asker = await world.user('enabler', administrator)
  const key = await createKey(world, keyPolicy(accountStatement))
  await world.client(KMSClient).send(new DisableKeyCommand({ KeyId: key }))
  const [using] = await ask(world, asker, key, ENCRYPT)
  assert.deepEqual(using.causes, ['key/disabled'])
  assert.match(renderText([using], { lang: 'en' }), /aws kms enable-key/)
  await requireHealed(asker, key, using, ENCRYPT)
})

test('a disabled key that only a role may enable: the role does it', async () => {
  const asker = await world.user('user-only', onlooker)
  await createRole(world, 'Enabler', { AWS: userArn('user-only') })
  const uses = { Effect: 'Allow', Principal: { AWS: userArn('user-only') }, Action: ENCRYPT }
  const enables = { Effect: 'Allow', Principal: { AWS: roleArn('Enabler') }, Action: 'kms:*' }
  const key = await createKey(
    world,
    keyPolicy(accountStatement, { ...uses, Resource: '*' }, { ...enables, Resource: '*' }),
  )
  await world.client(KMSClient).send(new DisableKeyCommand({ KeyId: key }))
  const seer = await world.user('seer', administrator)
  const connection = connect({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: seer,
  })
  const principal = userArn('user-only')
  const [using] = await diagnose(connection, { key, principal, actions: ENCRYPT, lang: 'en' })
  const [remedy] = using?.remedies ?? []
  assert.equal(remedy?.id, 'enable-key')
  assert.ok(remedy.by.includes(roleArn('Enabler')))
  await applyRemedy(remedy, asker, await assumeRole(world, asker, 'Enabler'))
  const Plaintext = Buffer.from('used')
  await world.client(KMSClient, asker).send(new EncryptCommand({ KeyId: key, Plaintext }))
})

test('a key that is pending deletion is rescued and enabled', async () => {
  const asker = await world.user('rescuer', administrator)
  const key = await createKey(world, keyPolicy(accountStatement))
  await world.client(KMSClient).send(new ScheduleKeyDeletionCommand({ KeyId: key }))
  const [using] = await ask(world, asker, key, ENCRYPT)
  assert.deepEqual(using.causes, ['key/pending-deletion'])
  const names = using.remedies[0]?.commands.map((command) => command[2])
  assert.deepEqual(names, ['cancel-key-deletion', 'enable-key'])
  await requireHealed(asker, key, using, ENCRYPT)
})

test('the key policy names another session: one becomes it', async () => {
  const sharer = await world.user('sharer', onlooker)
  await createRole(world, 'Shared', { AWS: [userArn('sharer'), accountArnOf()] }, canAssume)
  const session = 'arn:aws:sts::111122223333:assumed-role/Shared/alice'
  const named = { Effect: 'Allow', Principal: { AWS: session }, Action: 'kms:*', Resource: '*' }
  const key = await createKey(world, keyPolicy(named))
  const asker = await assumeRole(world, sharer, 'Shared')
  const [reading] = await ask(world, asker, key)
  const remedy = reading.remedies.find(({ id }) => id === 'become-named-identity')
  assert.equal(remedy?.proved, true)
  const alice = await applyRemedy(remedy, asker)
  assert.equal((await ask(world, alice, key))[0].outcome, 'allow')
})

const accountArnOf = (): string => 'arn:aws:iam::111122223333:root'
const canAssume = and(onlooker, { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' })

test('the key is in another Region: the same question goes there', async () => {
  const asker = await world.user('traveller', administrator)
  const elsewhere = world.client(KMSClient, world.root(), 'eu-west-1')
  const { KeyMetadata } = await elsewhere.send(new CreateKeyCommand({}))
  const [reading] = await ask(world, asker, KeyMetadata?.Arn ?? '')
  assert.deepEqual(reading.causes, ['key/other-region'])
  const [remedy] = reading.remedies
  assert.ok(remedy)
  const [answer] = await askedAgain(remedy, asker)
  assert.equal(answer?.outcome, 'allow')
})

test('an alias that is mistyped: the nearest one is asked about', async () => {
  const asker = await world.user('typist', administrator)
  const key = await createKey(world, keyPolicy(accountStatement))
  const alias = { AliasName: 'alias/payroll', TargetKeyId: key }
  await world.client(KMSClient).send(new CreateAliasCommand(alias))
  const [reading] = await ask(world, asker, 'alias/payrol')
  assert.deepEqual(reading.causes, ['alias/not-found'])
  const [remedy] = reading.remedies
  assert.ok(remedy)
  const [answer] = await askedAgain(remedy, asker)
  assert.equal(answer?.request.key, key)
  const [nothing] = await ask(world, asker, 'alias/something-else-altogether')
  assert.deepEqual(nothing.remedies, [])
})

/** `sparekey doctor KEY --action A --endpoint URL --region R`, as the library answers it. */
async function askedAgain({ id, commands: [argv = []] }: SaidRemedy, credentials: Credentials) {
  const valueOf = (name: string): string => argv[argv.indexOf(name) + 1] ?? ''
  assert.deepEqual(argv.slice(0, 2), ['sparekey', 'doctor'])
  const connection = connect({
    endpoint: valueOf('--endpoint'),
    region: valueOf('--region'),
    credentials,
  })
  const actions = [valueOf('--action')]
  const diagnoses = await diagnose(connection, { key: argv[2] ?? '', actions, lang: 'en' })
  recordCarriedOut(id, argv)
  return diagnoses
}

test("another account's principal: the owner's half and its own, and nothing more", async () => {
  const foreign = await world.user('partner', onlooker, OTHER_ACCOUNT)
  const owner = await world.user('owner', administrator)
  const key = await createKey(world, keyPolicy(accountStatement))
  await putKeyPolicy(world, key, keyPolicy(accountStatement), owner)
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials: owner })
  const principal = `arn:aws:iam::${OTHER_ACCOUNT}:user/partner`
  const [reading] = await diagnose(connection, { key, principal, actions: ENCRYPT, lang: 'en' })
  assert.deepEqual(reading?.causes, ['key-policy/foreign-account-not-named'])
  const [shared, allowed] = reading.remedies
  assert.ok(shared && allowed)
  assert.deepEqual([shared.id, allowed.id], ['share-with-account', 'allow-in-iam'])
  assert.ok(shared.by.includes(userArn('owner')), shared.by.join())
  assert.doesNotMatch(shared.diff ?? '', /^\+.*kms:\*/m)
  await applyRemedy(shared, owner)
  assert.deepEqual(allowed.by, [`arn:aws:iam::${OTHER_ACCOUNT}:root`])
  await applyRemedy(allowed, owner, world.root(OTHER_ACCOUNT))
  const kms = world.client(KMSClient, foreign)
  await kms.send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('shared') }))
})

test('an operation that never crosses accounts is told in words', async () => {
  const foreign = await world.user('reader', administrator, OTHER_ACCOUNT)
  const key = await createKey(world, keyPolicy(accountStatement))
  const [reading] = await ask(world, foreign, key)
  const offered = reading.remedies.map(({ id, commands }) => [id, commands])
  assert.deepEqual(offered, [['ask-key-owner', []]])
  await world.client(KMSClient).send(new GetKeyPolicyCommand({ KeyId: key }))
  recordCarriedOut('ask-key-owner')
})

test('credentials that AWS does not know: others are needed', async () => {
  const stranger = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wrong' }
  const key = await createKey(world, keyPolicy(accountStatement))
  const [reading] = await ask(world, stranger, key)
  const offered = reading.remedies.map(({ id }) => id)
  assert.deepEqual(offered, ['renew-credentials'])
  const renewed = await world.user('renewed', administrator)
  assert.equal((await ask(world, renewed, key))[0].outcome, 'allow')
  recordCarriedOut('renew-credentials')
})

test('the line of every statement is that of the document as it is shown', async () => {
  const asker = await world.user('lines', and(administrator, deny('kms:PutKeyPolicy')))
  const denial = {
    ...deny('kms:PutKeyPolicy', '*', 'Nobody'),
    Principal: { AWS: userArn('lines') },
  }
  const policy = keyPolicy(accountStatement, administratorStatement('Any'), denial)
  await createRole(world, 'Any', { AWS: userArn('lines') })
  const key = await createKey(world, policy)
  const [changing] = await ask(world, asker, key, ['kms:PutKeyPolicy'])
  const shown = JSON.stringify(changing.keyPolicy.policy, undefined, 2).split('\n')
  const [ref] = changing.layers.find(({ layer }) => layer === 'keyPolicy')?.because ?? []
  assert.equal(ref?.sid, 'Nobody')
  assert.match(shown[ref.line ?? 0] ?? '', /"Sid": "Nobody"/, 'behind the opening brace')
  const quotes = changing.layers.flatMap((layer) => layer.quotes)
  const own = quotes.filter(({ policy }) => policy === 'key policy')
  for (const { line, text } of own.flatMap(({ lines }) => lines)) {
    assert.equal(shown[line - 1], text)
  }
  assert.ok(own.some(({ lines }) => lines.some((one) => one.marked && /Deny/.test(one.text))))
  const text = renderText([changing], { lang: 'en' })
  assert.match(text, /> +\d+ \| +"Effect": "Deny"/)
})

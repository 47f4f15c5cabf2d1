// What `check` says of a policy and a deployer, KMS then says as well: it takes what passed, and
// refuses what was refused.

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import { checkFiles, comparePolicies, policiesInAccount } from '../../../src/doctor/index.ts'
import type { CheckedPolicy } from '../../../src/doctor/index.ts'
import { decide, signedPrincipal } from '../../../src/policy/index.ts'
import {
  ACCOUNT,
  allow,
  startWorld,
  type Credentials,
  type TestWorld,
} from '../../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
  type Statement,
} from './locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let folder: string
let admin: Credentials
const deployers = new Map<string, { arn: string; credentials: Credentials }>()

const reads = ['iam:Get*', 'iam:List*', 'kms:DescribeKey', 'kms:GetKeyPolicy']

before(async () => {
  world = await startWorld()
  folder = await mkdtemp(join(tmpdir(), 'sparekey-check-'))
  admin = await world.user('admin', administrator)
  const may = await world.user('may', allow(['kms:CreateKey', 'kms:PutKeyPolicy', ...reads]))
  const mayNot = await world.user('may-not', allow(['kms:CreateKey', ...reads]))
  await createRole(world, 'Deploy', { AWS: userArn('admin') }, allow(['kms:*', ...reads]))
  await createRole(world, 'Create', { AWS: userArn('admin') }, allow(['kms:CreateKey', ...reads]))
  await world.client((await import('@aws-sdk/client-iam')).IAMClient).send(
    new (await import('@aws-sdk/client-iam')).PutUserPolicyCommand({
      UserName: 'admin',
      PolicyName: 'assume',
      PolicyDocument: JSON.stringify(allow('sts:AssumeRole')),
    }),
  )
  deployers.set('user with PutKeyPolicy', { arn: userArn('may'), credentials: may })
  deployers.set('user without', { arn: userArn('may-not'), credentials: mayNot })
  for (const role of ['Deploy', 'Create']) {
    const credentials = await assumeRole(world, admin, role)
    deployers.set(`role ${role}`, { arn: roleArn(role), credentials })
  }
})
after(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

const lets = (principal: string, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'kms:*',
  Resource: '*',
  ...more,
})

const policies: Readonly<Record<string, object>> = {
  'the account decides': keyPolicy(accountStatement),
  'the account decides all but administration': keyPolicy(
    { ...accountStatement, Action: ['kms:Encrypt', 'kms:Decrypt'] },
    lets(userArn('admin')),
  ),
  'one user': keyPolicy(lets(userArn('may-not'))),
  'one role': keyPolicy(lets(roleArn('Create'))),
  'one user, by put only': keyPolicy(lets(userArn('may-not'), { Action: 'kms:Put*' })),
  'a session of a role': keyPolicy(lets('arn:aws:sts::111122223333:assumed-role/Create/test')),
  'everybody of the account, by condition': keyPolicy(
    lets('*', { Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } } }),
  ),
  'a denial of one': keyPolicy(accountStatement, {
    Effect: 'Deny',
    Principal: { AWS: userArn('may') },
    Action: 'kms:PutKeyPolicy',
    Resource: '*',
  }),
  'a condition that is never met': keyPolicy({
    ...accountStatement,
    Condition: { StringEquals: { 'kms:CallerAccount': '444455556666' } },
  }),
  'a role that does not exist': keyPolicy(accountStatement, lets(roleArn('Nobody'))),
  'a statement without Resource': keyPolicy(accountStatement, {
    Effect: 'Allow',
    Principal: '*',
    Action: 'kms:Decrypt',
  }),
  'too much': keyPolicy(accountStatement, lets(userArn('may'), { Sid: 'x'.repeat(40_000) })),
}

async function checked(policy: object, deployer: string, asker: Credentials) {
  const file = join(folder, 'policy.json')
  await writeFile(file, JSON.stringify(policy))
  const connection = connect({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: asker,
  })
  const { policies } = await checkFiles({ files: [file], deployer, lang: 'en' }, connection)
  const [found] = policies
  assert.ok(found)
  return found
}

/** Whether `check` would let it through. */
const isGood = ({ findings }: CheckedPolicy): boolean =>
  !findings.some(({ id }) => REFUSED_BY_KMS.has(id))
const REFUSED_BY_KMS = new Set<string>([
  'policy/malformed',
  'policy/too-large',
  'statement/no-resource',
  'lockout/caller-not-covered',
  'lockout/caller-iam-missing',
  'key-policy/principal-invalid',
])

test('KMS takes from each deployer what the check passes, and refuses the rest', async () => {
  const said: string[] = []
  for (const [name, policy] of Object.entries(policies)) {
    for (const [who, { arn, credentials }] of deployers) {
      const found = await checked(policy, arn, admin)
      const command = new CreateKeyCommand({ Policy: JSON.stringify(policy) })
      const kms = world.client(KMSClient, credentials)
      const isTaken = await kms.send(command).then(
        () => true,
        () => false,
      )
      const ids = found.findings.map(({ id }) => id).join(' ')
      const isTold = found.lockout === 'unknown' || isGood(found) === isTaken
      assert.ok(isTold, `${name}, ${who}: KMS ${isTaken ? 'takes' : 'refuses'} it; ${ids}`)
      said.push(found.lockout)
    }
  }
  // Neither answer may come about by saying nothing.
  assert.ok(said.filter((one) => one === 'passes').length >= 12, said.join(' '))
  assert.ok(said.filter((one) => one === 'refused').length >= 12, said.join(' '))
})

test('a simulation by what the account holds comes out as KMS answers', async () => {
  const asker = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials: admin })
  const outcomes: string[] = []
  for (const policy of [keyPolicy(accountStatement), keyPolicy(lets(userArn('admin')))]) {
    const key = await createKey(world, keyPolicy(lets(userArn('admin')), ...statementsOf(policy)))
    for (const { arn, credentials } of deployers.values()) {
      const asked = { principal: arn, action: 'kms:GetKeyPolicy', resource: key }
      const { policies, unseen, resource } = await policiesInAccount(asker, asked)
      assert.deepEqual([unseen, resource], [[], key])
      const principal = signedPrincipal(arn)
      assert.ok(principal)
      const request = { ...asked, principal, resourceAccount: ACCOUNT, context: new Map() }
      const { outcome } = decide(request, policies)
      const command = new GetKeyPolicyCommand({ KeyId: key, PolicyName: 'default' })
      const answer = world.client(KMSClient, credentials).send(command)
      const isAnswered = await answer.then(
        () => true,
        () => false,
      )
      assert.equal(outcome === 'allow', isAnswered, arn)
      outcomes.push(outcome)
    }
  }
  assert.ok(outcomes.includes('allow') && outcomes.includes('implicitDeny'))
})

const statementsOf = (policy: object): readonly Statement[] =>
  (policy as { readonly Statement: readonly Statement[] }).Statement

test('a deployer who may not put the policy now is told so, and is denied', async () => {
  const key = await createKey(world, keyPolicy(lets(userArn('admin'))))
  const file = join(folder, 'change.json')
  await writeFile(file, JSON.stringify(keyPolicy(accountStatement)))
  const connection = connect({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: admin,
  })
  const deployer = userArn('may')
  const report = await checkFiles({ files: [file], key, deployer, lang: 'en' }, connection)
  const ids = report.policies[0]?.findings.map(({ id }) => id)
  assert.deepEqual(ids, ['deployer/put-denied'])
  const Policy = JSON.stringify(keyPolicy(accountStatement))
  const kms = world.client(KMSClient, deployers.get('user with PutKeyPolicy')?.credentials)
  const denied = kms.send(new PutKeyPolicyCommand({ KeyId: key, Policy }))
  await assert.rejects(denied, { name: 'AccessDeniedException' })
})

test('taking the account statement away is a warning, with who loses what', async () => {
  const key = await createKey(world, keyPolicy(accountStatement, lets(userArn('admin'))))
  const file = join(folder, 'narrow.json')
  await writeFile(file, JSON.stringify(keyPolicy(lets(userArn('admin')))))
  const credentials = admin
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  const { policies } = await checkFiles({ files: [file], key, lang: 'en' }, connection)
  const [found] = policies
  assert.ok(found)
  assert.ok(found.findings.some(({ id }) => id === 'key-policy/no-account-statement'))
  assert.equal(found.against, 'account')
  const account = found.access?.find(({ principal }) => principal.endsWith(':root'))
  assert.deepEqual(account?.loses, ['kms:*'])
})

test('a policy whose administrators are all gone leaves nobody to manage the key', async () => {
  const found = await checked(keyPolicy(lets(roleArn('Nobody'))), userArn('admin'), admin)
  const ids = found.findings.map(({ id }) => id)
  assert.ok(ids.includes('key-policy/unmanageable') && ids.includes('key-policy/principal-invalid'))
})

test('versions of a key are compared, with the IAM policies of those who are named', async () => {
  const before = keyPolicy(accountStatement)
  const key = await createKey(world, before, keyPolicy(lets(userArn('admin'))))
  const credentials = admin
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  const old = { name: `${key}@1`, key, at: '1' }
  const diff = await comparePolicies({ before: old, after: { name: key, key } }, connection)
  assert.deepEqual(diff.before.policy, before)
  assert.deepEqual(diff.counted, [userArn('admin')])
  // By its IAM policy before, and by name after: it keeps what it had.
  assert.deepEqual(diff.access.map(({ principal }) => principal).toSorted(), [
    'arn:aws:iam::111122223333:root',
  ])
  assert.match(diff.patch, /^-.*root/m)
  const none = { name: `${key}@9`, key, at: '9' }
  await assert.rejects(comparePolicies({ before: none, after: old }, connection), /no version/)
})

import assert from 'node:assert/strict'
import test from 'node:test'
import { readPolicyJson } from '../../../policy/index.ts'
import type { PolicyDocument } from '../../../policy/index.ts'
import type { Directory } from './bound-principal.ts'
import { bindPrincipals, unbindPrincipals } from './principal-binding.ts'

const ACCOUNT = '111122223333'
const ALICE = `arn:aws:iam::${ACCOUNT}:user/staff/Alice`
const AUDITOR = `arn:aws:iam::${ACCOUNT}:role/Auditor`
const ALICE_ID = 'AIDAAAAAAAAAAAAAAAAAA'
const AUDITOR_ID = 'AROAAAAAAAAAAAAAAAAAA'

function directoryOf(entities: Readonly<Record<string, string>>): Directory {
  return {
    accountExists: (account) => account === ACCOUNT,
    uniqueIdOf: (arn) => entities[arn],
    roleIdOf: (account, name) =>
      Object.entries(entities).find(
        ([arn]) => arn.startsWith(`arn:aws:iam::${account}:role/`) && arn.endsWith(`/${name}`),
      )?.[1],
    arnOf: (uniqueId) => Object.keys(entities).find((arn) => entities[arn] === uniqueId),
  }
}

const directory = directoryOf({ [ALICE]: ALICE_ID, [AUDITOR]: AUDITOR_ID })
const afterDeletion = directoryOf({ [AUDITOR]: AUDITOR_ID })
const afterRecreation = directoryOf({ [ALICE]: 'AIDABBBBBBBBBBBBBBBBB' })

function documentFor(Principal: string | object, more: object = {}): PolicyDocument {
  const Statement = [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*', ...more }]
  const read = readPolicyJson(JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement })))
  assert.ok('document' in read)
  return read.document
}

const principalIn = ({ json }: Pick<PolicyDocument, 'json'>) =>
  (json['Statement'] as unknown as readonly { Principal: unknown }[])[0]?.Principal

const bound = (principal: string | object) =>
  principalIn(bindPrincipals(documentFor(principal), directory))

const shownAs = (principal: object, by: Directory) =>
  principalIn({ json: unbindPrincipals(documentFor(principal), by) })

const invalid = { code: 'MalformedPolicyDocumentException' }

test('users and roles are stored as their unique ids, paths and all', () => {
  assert.deepEqual(bound({ AWS: [ALICE, AUDITOR] }), { AWS: [ALICE_ID, AUDITOR_ID] })
})

test('a session is stored as its role’s unique id and its name', () => {
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/night`
  assert.deepEqual(bound({ AWS: session }), { AWS: `${AUDITOR_ID}:night` })
  const stored = { AWS: `${AUDITOR_ID}:night` }
  assert.deepEqual(bound(stored), stored)
  assert.deepEqual(shownAs(stored, directory), { AWS: session })
  assert.deepEqual(shownAs(stored, directoryOf({})), stored)
})

test('a session of a role with a path is bound by the name of the role', () => {
  const paths = directoryOf({ [`arn:aws:iam::${ACCOUNT}:role/staff/Auditor`]: AUDITOR_ID })
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/night`
  const stored = bindPrincipals(documentFor({ AWS: session }), paths)
  assert.deepEqual(principalIn(stored), { AWS: `${AUDITOR_ID}:night` })
})

test('an account is stored as the ARN of its root user', () => {
  const root = `arn:aws:iam::${ACCOUNT}:root`
  assert.deepEqual(bound({ AWS: ACCOUNT }), { AWS: root })
  assert.deepEqual(bound({ AWS: root }), { AWS: root })
})

test('everybody, services, web identities and federated users are stored as they are', () => {
  const principals = [
    '*',
    { AWS: '*' },
    { Service: 'cloudtrail.amazonaws.com' },
    { Service: ['logs.us-east-1.amazonaws.com'] },
    { Federated: 'cognito-identity.amazonaws.com' },
    { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/Company` },
    { AWS: `arn:aws:sts::${ACCOUNT}:federated-user/Bob` },
  ]
  for (const principal of principals) assert.deepEqual(bound(principal), principal)
})

test('a unique id is taken while its owner lives, and refused afterwards', () => {
  assert.deepEqual(bound({ AWS: ALICE_ID }), { AWS: ALICE_ID })
  const orphaned = documentFor({ AWS: ALICE_ID })
  assert.throws(() => bindPrincipals(orphaned, afterDeletion), invalid)
})

test('what was bound reads back as ARNs, and a deleted principal as its bare id', () => {
  const stored = { AWS: [ALICE_ID, AUDITOR_ID] }
  assert.deepEqual(shownAs(stored, directory), { AWS: [ALICE, AUDITOR] })
  assert.deepEqual(shownAs(stored, afterDeletion), { AWS: [ALICE_ID, AUDITOR] })
})

test('a principal made again under its name is not the one that was bound', () => {
  assert.deepEqual(shownAs({ AWS: ALICE_ID }, afterRecreation), { AWS: ALICE_ID })
  const again = bindPrincipals(documentFor({ AWS: ALICE }), afterRecreation)
  assert.deepEqual(principalIn(again), { AWS: 'AIDABBBBBBBBBBBBBBBBB' })
})

test('NotPrincipal is bound as well, and ARNs in conditions are not', () => {
  const Condition = { ArnEquals: { 'aws:PrincipalArn': ALICE } }
  const more = { NotPrincipal: { AWS: ALICE }, Principal: undefined, Effect: 'Deny', Condition }
  const [statement] = bindPrincipals(documentFor('*', more), directory).json[
    'Statement'
  ] as unknown as readonly object[]
  assert.deepEqual(statement, {
    Effect: 'Deny',
    Action: 'kms:*',
    Resource: '*',
    NotPrincipal: { AWS: ALICE_ID },
    Condition,
  })
})

test('a principal that does not exist is refused', () => {
  const principals = [
    { AWS: `arn:aws:iam::${ACCOUNT}:user/Alice` },
    { AWS: 'arn:aws:iam::444455556666:root' },
    { AWS: 'arn:aws-cn:iam::111122223333:root' },
    { AWS: `arn:aws:iam:us-east-1:${ACCOUNT}:root` },
    { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Nobody/night` },
    { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor/*` },
    { AWS: `${ALICE_ID}:night` },
    { Service: 'example.com' },
    { Federated: 'arn:aws:iam::444455556666:saml-provider/Company' },
    { CanonicalUser: 'abc' },
  ]
  for (const principal of principals) assert.throws(() => bound(principal), invalid)
})

test('an ARN of what cannot ask is another mistake', () => {
  const arns = [
    `arn:aws:iam::${ACCOUNT}:group/admins`,
    `arn:aws:iam::${ACCOUNT}:instance-profile/web`,
    `arn:aws:sts::${ACCOUNT}:assumed-role/Auditor`,
    'arn:aws:s3:::bucket',
  ]
  for (const AWS of arns) assert.throws(() => bound({ AWS }), { code: 'InvalidArnException' })
})

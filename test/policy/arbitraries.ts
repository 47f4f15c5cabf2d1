// Requests and policies from a small world, so that they meet often.

import fc from 'fast-check'
import type { AccountId } from '../../src/base/account-id.ts'
import type { Principal } from '../../src/base/principal.ts'
import {
  type AuthorizationRequest,
  compilePolicy,
  type ContextValue,
  type Grant,
  type NamedPolicy,
  type PoliciesInForce,
  readPolicy,
} from '../../src/policy/index.ts'
import type { PolicyTexts } from './policy-texts.ts'

const HERE = '111122223333' as AccountId
const THERE = '444455556666' as AccountId
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const OTHER_KEY = 'arn:aws:kms:us-east-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321'

const principalIn = (account: AccountId): readonly Principal[] => [
  { type: 'root', arn: `arn:aws:iam::${account}:root`, account },
  {
    type: 'user',
    arn: `arn:aws:iam::${account}:user/Alice`,
    account,
    userName: 'Alice',
    uniqueId: 'AIDA0000000000000001',
  },
  ...[false, true].map((isServiceLinkedRole) => ({
    type: 'assumedRole' as const,
    arn: `arn:aws:sts::${account}:assumed-role/Admin/bob`,
    account,
    roleArn: `arn:aws:iam::${account}:role/team/Admin`,
    sessionName: 'bob',
    uniqueId: 'AROA0000000000000001',
    isServiceLinkedRole,
  })),
  {
    type: 'federatedUser',
    arn: `arn:aws:sts::${account}:federated-user/Dan`,
    account,
    userName: 'Dan',
    issuerArn: `arn:aws:iam::${account}:user/Alice`,
  },
]

const CANONICAL_ID = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'
const PROVIDER = `arn:aws:iam::${HERE}:saml-provider/corp`

const principals: readonly Principal[] = [
  ...principalIn(HERE),
  ...principalIn(THERE),
  { type: 'service', arn: 'cloudtrail.amazonaws.com', account: undefined },
  { type: 'providedIdentity', arn: PROVIDER, account: undefined },
  { type: 'anonymous', arn: '*', account: undefined },
]

const awsNames = [HERE, THERE].flatMap((account) => [
  account,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/Alice`,
  `arn:aws:iam::${account}:role/team/Admin`,
  `arn:aws:sts::${account}:assumed-role/Admin/bob`,
  `arn:aws:sts::${account}:federated-user/Dan`,
])
const principalNames = [
  ...awsNames,
  '*',
  'AIDA0000000000000001',
  'AROA0000000000000001',
  'AROA0000000000000001:bob',
  'AROA9999999999999999',
]

const oneOrMore = <Value>(values: readonly Value[], maxLength = 3) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength }),
  )

const principalClause = fc.oneof(
  { weight: 5, arbitrary: fc.record({ AWS: oneOrMore(principalNames, 5) }) },
  { weight: 1, arbitrary: fc.constant('*') },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        AWS: fc.constantFrom(...principalNames),
        Service: fc.constantFrom('cloudtrail.amazonaws.com', PROVIDER),
        Federated: fc.constantFrom('cloudtrail.amazonaws.com', PROVIDER),
        CanonicalUser: fc.constantFrom(CANONICAL_ID, CANONICAL_ID.replace('79', '80')),
      },
      { requiredKeys: [] },
    ),
  },
)

const actions = ['kms:*', 'kms:Get*', 'KMS:putkeypolicy', 'kms:Decrypt', 'kms:?e*t', '*', 's3:*']
const resources = ['*', '*', KEY, OTHER_KEY, 'arn:aws:kms:*:111122223333:key/*', 'arn:aws:kms:*']

const conditionOperators = ['', 'ForAnyValue:', 'ForAllValues:'].flatMap((set) =>
  ['StringLike', 'StringNotLike', 'StringEquals', 'StringNotEqualsIgnoreCase', 'Bool']
    .concat('NumericLessThan', 'NumericNotEquals', 'ArnLike', 'NotIpAddress')
    .flatMap((name) => [`${set}${name}`, `${set}${name}IfExists`]),
)
const contextKeys = ['kms:ViaService', 'aws:TagKeys', 'KMS:EncryptionContext:App', 'aws:username']
const contextValues = [
  'a',
  'B',
  's3.us-east-1.amazonaws.com',
  '7',
  'true',
  '10.0.0.7',
  'arn:a:b:::c',
]
const patterns = ['s3.*', '?', 'A', '10', '7.0', 'TRUE', '10.0.0.0/8', 'arn:*:b:::*', 'arn:a:*:c']

const condition = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...conditionOperators),
      fc.constantFrom(...contextKeys),
      oneOrMore([...contextValues, ...patterns, '${aws:username}']),
    )
    .map(([operator, key, values]) => ({ [operator]: { [key]: values } })),
  fc
    .tuple(fc.constantFrom(...contextKeys), fc.constantFrom(true, 'false'))
    .map(([key, value]) => ({ Null: { [key]: value } })),
)

const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3, nil: undefined })

type Clause = 'identity' | 'resource' | 'trust'

const statement = (kind: Clause) =>
  fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      principal: principalClause,
      notPrincipal: fc.nat(9),
      action: oneOrMore(actions),
      actionForm: fc.nat(9),
      resource: oneOrMore(resources),
      resourceForm: fc.nat(9),
      Condition: rarely(condition),
    })
    .map((drawn) => {
      const { Effect, principal, notPrincipal, action, actionForm, resource, resourceForm } = drawn
      return {
        Effect,
        ...(kind !== 'identity' && {
          [notPrincipal === 0 ? 'NotPrincipal' : 'Principal']: principal,
        }),
        ...(actionForm > 0 && { [actionForm === 1 ? 'NotAction' : 'Action']: action }),
        ...(kind !== 'trust' &&
          resourceForm > 0 && { [resourceForm === 1 ? 'NotResource' : 'Resource']: resource }),
        ...(drawn.Condition && { Condition: drawn.Condition }),
      }
    })

const documentText = (kind: Clause) =>
  fc
    .array(statement(kind), { minLength: 1, maxLength: 4 })
    .chain((Statement) =>
      fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17').map((Version) => ({
        Version,
        Statement,
      })),
    )
    .map((document) => JSON.stringify(document))

const FULL_ACCESS = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
})
export const FULL_IDENTITY_ACCESS = FULL_ACCESS.replace('"Principal":"*",', '')

const grantPrincipal = fc.constantFrom(
  'cloudtrail.amazonaws.com',
  ...principalNames.filter((name) => name !== '*'),
)

const grant: fc.Arbitrary<Grant> = fc.record(
  {
    grantId: fc.constantFrom('g1', 'g2'),
    keyArn: fc.constantFrom(KEY, KEY, OTHER_KEY),
    granteePrincipal: grantPrincipal,
    retiringPrincipal: grantPrincipal,
    issuingAccount: fc.constantFrom(HERE, `arn:aws:iam::${HERE}:root`),
    operations: fc.uniqueArray(fc.constantFrom('Decrypt', 'DescribeKey', 'RetireGrant')),
    constraints: fc.constantFrom(
      { encryptionContextSubset: { app: 'a' } },
      { encryptionContextEquals: { APP: 'a' } },
      { encryptionContextEquals: { app: 'a', team: 'b' } },
      { sourceArn: 'arn:a:b:::c' },
    ),
  },
  { requiredKeys: ['grantId', 'keyArn', 'granteePrincipal', 'operations'] },
)

const identityTexts = fc.array(documentText('identity'), { maxLength: 2 })
const level = fc.oneof(
  fc.constant([FULL_IDENTITY_ACCESS]),
  fc.array(documentText('identity'), { maxLength: 2 }),
)

export const policyTexts: fc.Arbitrary<PolicyTexts> = fc
  .record({
    identity: identityTexts,
    boundary: rarely(identityTexts),
    session: rarely(documentText('identity')),
    serviceControl: fc.oneof(fc.constant([]), fc.array(level, { maxLength: 2 })),
    resourceControl: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.tuple(fc.tuple(documentText('resource'))) },
    ),
    vpcEndpoint: rarely(
      fc.oneof(fc.constant([FULL_ACCESS]), fc.array(documentText('resource'), { maxLength: 1 })),
    ),
    resource: fc.oneof(
      documentText('resource').map((text) => ({ kind: 'keyPolicy' as const, text })),
      documentText('resource').map((text) => ({ kind: 'keyPolicy' as const, text })),
      documentText('resource').map((text) => ({ kind: 'resourcePolicy' as const, text })),
      documentText('trust').map((text) => ({ kind: 'trustPolicy' as const, text })),
      fc.constant(undefined),
    ),
    grants: fc.array(grant, { maxLength: 2 }),
  })
  .map(({ boundary, session, vpcEndpoint, resource, ...rest }) => ({
    ...rest,
    ...(boundary && { boundary }),
    ...(session !== undefined && { session }),
    ...(vpcEndpoint && { vpcEndpoint }),
    ...(resource && { resource }),
  }))

const contextValue: fc.Arbitrary<ContextValue> = fc.oneof(
  fc.constantFrom(...contextValues),
  fc.uniqueArray(fc.constantFrom(...contextValues), { minLength: 1 }),
)

const context = fc
  .record(
    {
      'kms:viaservice': fc.constantFrom(...contextValues),
      'aws:tagkeys': contextValue,
      'kms:encryptioncontext:app': fc.constantFrom(...contextValues),
      'aws:username': fc.constantFrom('a', '*', 'A'),
      'aws:sourcearn': fc.constantFrom('arn:a:b:::c', 'arn:a:b:::d'),
    },
    { requiredKeys: [] },
  )
  .map((pairs) => new Map<string, ContextValue>(Object.entries(pairs)))

const asked = fc.record({
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom(
    ...['kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:Decrypt', 'kms:RetireGrant'],
    ...['kms:Decrypt', 'kms:DescribeKey'],
  ),
  resource: fc.constantFrom(KEY, KEY, KEY, '*'),
  resourceAccount: fc.constantFrom(HERE, HERE, HERE, THERE, undefined),
  context,
  sameAccountOnly: fc.constantFrom(false, false, false, true),
  awsManagedKey: fc.constantFrom(false, false, true),
})

const more = fc.record(
  {
    identityContext: context,
    grantId: fc.constantFrom('g1', 'g2'),
    canonicalUserId: fc.constant(CANONICAL_ID),
  },
  { requiredKeys: [] },
)

export const request: fc.Arbitrary<AuthorizationRequest> = fc
  .tuple(asked, more)
  .map(([one, other]) => ({ ...one, ...other }))

function named(name: string, text: string): NamedPolicy {
  const read = readPolicy(text)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return { name, policy: compilePolicy(read.document) }
}

/** What the engine takes for the same texts. */
export function inForce(texts: PolicyTexts): PoliciesInForce {
  const all = (list: readonly string[], layer: string) =>
    list.map((text, index) => named(`${layer} ${index}`, text))
  const { boundary, session, vpcEndpoint, resource } = texts
  return {
    identity: all(texts.identity, 'identity'),
    ...(boundary && { boundary: all(boundary, 'boundary') }),
    ...(session !== undefined && { session: named('session', session) }),
    serviceControl: texts.serviceControl.map((one, at) => all(one, `scp ${at}`)),
    resourceControl: texts.resourceControl.map((one, at) => all(one, `rcp ${at}`)),
    ...(vpcEndpoint && { vpcEndpoint: all(vpcEndpoint, 'vpcEndpoint') }),
    ...(resource && { resource: { ...named('resource', resource.text), kind: resource.kind } }),
    grants: texts.grants,
  }
}

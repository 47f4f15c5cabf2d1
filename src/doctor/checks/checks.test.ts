import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../base/json.ts'
import { causesOf, findingsOf } from '../diagnosis.ts'
import type { Answer } from '../evidence/answer.ts'
import type { Evidence, Identity } from '../evidence/evidence.ts'
import type { KeyDescription } from '../evidence/key.ts'
import type { NamedPrincipal } from '../evidence/named-principals.ts'
import type { FindingId } from '../finding.ts'
import { bindPrincipals } from '../rebuild.ts'
import { situationOf, type Situation } from '../situation.ts'

const ACCOUNT = '111122223333'
const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Administrator`
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`

const accountStatement = statement({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })
const administrators = statement({ Principal: { AWS: [ROLE] } })

function statement(elements: JsonObject): JsonObject {
  return { Effect: 'Allow', Action: 'kms:*', Resource: '*', ...elements }
}

const usual = {
  origin: 'AWS_KMS',
  keyUsage: 'ENCRYPT_DECRYPT',
  keySpec: 'SYMMETRIC_DEFAULT',
  multiRegion: undefined,
} as const

interface Made {
  readonly keyPolicy?: readonly JsonObject[]
  /** Statements of the asker's one IAM policy; undefined: IAM shows nothing. */
  readonly iam?: readonly JsonObject[] | undefined
  readonly asker?: string
  readonly action?: string
  /** AWS's sentence about GetKeyPolicy. */
  readonly refused?: string
  readonly named?: readonly NamedPrincipal[]
  readonly candidates?: readonly Identity[]
  readonly state?: string
  readonly keyManager?: string
}

function made(options: Made): Situation {
  const { action = 'kms:GetKeyPolicy' } = options
  const situation = situationOf(evidenceOf(options), action)
  assert.ok(situation)
  return situation
}

function evidenceOf(options: Made): Evidence {
  const { asker = ADMIN, named = [], candidates = [], state = 'Enabled' } = options
  const json = { Version: '2012-10-17', Statement: options.keyPolicy ?? [] }
  const { refused, keyManager = 'CUSTOMER' } = options
  const description: Answer<KeyDescription> = {
    got: { arn: KEY, state, createdAt: undefined, keyManager, ...usual },
  }
  const isKnown = options.keyPolicy !== undefined
  return {
    where: {
      account: ACCOUNT,
      region: 'us-east-1',
      endpoint: undefined,
      profile: undefined,
      credentialsFile: undefined,
      sparekey: ['sparekey'],
    },
    caller: { account: ACCOUNT, arn: asker, userId: 'AIDAEXAMPLE' },
    subject: identity(asker, 'iam' in options ? options.iam : [statement({})]),
    subjectAsks: true,
    key: { asked: KEY, arn: KEY, description, aliases: undefined },
    keyPolicy: refused === undefined ? undefined : { refused, by: 'kms:GetKeyPolicy' },
    known: isKnown
      ? { source: 'current', json, version: undefined, bound: bindPrincipals(json, named), named }
      : undefined,
    events: undefined,
    versions: [],
    candidates,
  }
}

function identity(
  arn: string,
  statements: readonly JsonObject[] | undefined,
  trust?: JsonObject,
): Identity {
  const unseen = statements ? [] : [{ refused: 'denied', by: 'iam:GetUser' }]
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements ?? [] })
  const role = { kind: 'role', name: 'Administrator', arn, uniqueId: 'AROAEXAMPLE' } as const
  const described = { createdAt: undefined, boundaryArn: undefined }
  return {
    arn,
    entity: trust && { got: { ...role, ...described, trust: JSON.stringify(trust) } },
    policies: { policies: [{ name: 'inline', text }], boundary: undefined, unseen },
  }
}

/** AWS's sentence, with this reason. */
const sentenceWith = (reason: string): string =>
  `User: ${ADMIN} is not authorized to perform: kms:GetKeyPolicy on resource: ${KEY} ${reason}`

const causes = (options: Made): readonly FindingId[] => causesOf(findingsOf(made(options)))

const trusting = (effect: 'Allow' | 'Deny', principal: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'sts:AssumeRole' },
    { Effect: effect, Principal: { AWS: principal }, Action: 'sts:AssumeRole' },
  ],
})

const roleTrusting = (effect: 'Allow' | 'Deny', principal: string): Identity =>
  identity(ROLE, [], trusting(effect, principal))

test('with the account named and IAM allowing, nothing fails', () => {
  assert.deepEqual(causes({ keyPolicy: [accountStatement] }), [])
})

test('a key policy without the account statement makes IAM policies ineffective', () => {
  const candidates = [roleTrusting('Allow', ADMIN)]
  const found = causes({ keyPolicy: [administrators], candidates })
  assert.deepEqual(found, ['key-policy/no-account-statement'])
})

test('without any sign of delegation, others are simply named', () => {
  const candidates = [roleTrusting('Allow', ADMIN)]
  const found = causes({ keyPolicy: [administrators], iam: [], candidates })
  assert.deepEqual(found, ['key-policy/principal-not-named'])
})

test('the IAM half comes after the half of the key policy', () => {
  const narrowed = { ...accountStatement, Action: 'kms:Encrypt' }
  const found = causes({
    keyPolicy: [narrowed, administrators],
    iam: [],
    candidates: [roleTrusting('Allow', ADMIN)],
  })
  assert.deepEqual(found, ['key-policy/account-statement-narrowed', 'iam/no-allow'])
})

test('an explicit deny comes before every missing allow', () => {
  const deny = statement({ Effect: 'Deny', Principal: '*', Action: 'kms:GetKeyPolicy' })
  const [first] = causes({ keyPolicy: [administrators, deny] })
  assert.equal(first, 'key-policy/explicit-deny')
})

test('a Deny on other actions is no finding', () => {
  const deny = statement({ Effect: 'Deny', Principal: '*', Action: 'kms:ScheduleKeyDeletion' })
  assert.deepEqual(causes({ keyPolicy: [accountStatement, deny] }), [])
})

test('a bare unique id is a principal that is gone', () => {
  const orphan = statement({ Principal: { AWS: 'AROAEXAMPLEGONE' } })
  const named = [{ value: 'AROAEXAMPLEGONE', fate: 'gone', entity: undefined } as const]
  assert.deepEqual(causes({ keyPolicy: [orphan], named }), [
    'key-policy/no-account-statement',
    'key-policy/principal-deleted',
    'key-policy/unmanageable',
  ])
})

test('a principal that was made again under the name of the asker comes first', () => {
  const named = [{ value: ADMIN, fate: 'recreated', entity: undefined } as const]
  const keyPolicy = [statement({ Principal: { AWS: ADMIN } })]
  assert.equal(causes({ keyPolicy, named })[0], 'key-policy/principal-deleted')
})

test('a principal that is gone, and never had the action, is no finding', () => {
  const orphan = statement({ Principal: { AWS: 'AROAEXAMPLEGONE' }, Action: 'kms:Encrypt' })
  const named = [{ value: 'AROAEXAMPLEGONE', fate: 'gone', entity: undefined } as const]
  assert.ok(
    !causes({ keyPolicy: [orphan, administrators], named }).includes(
      'key-policy/principal-deleted',
    ),
  )
})

test('whether somebody is left is unknown where IAM does not say who exists', () => {
  const entity = { refused: 'denied', by: 'iam:GetRole' }
  const named = [{ value: ROLE, fate: 'unknown', entity } as const]
  const finding = findingsOf(made({ keyPolicy: [administrators], named })).find(
    ({ id }) => id === 'key-policy/unmanageable',
  )
  assert.equal(finding?.verdict, 'unknown')
})

test('a role that could help is closed where its trust policy does not let the asker in', () => {
  const closed = identity(ROLE, [], {
    Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' }],
  })
  const found = causes({ keyPolicy: [administrators], candidates: [closed] })
  assert.deepEqual(found, ['key-policy/no-account-statement', 'trust/cannot-assume'])
})

test('a Deny in the trust policy is told as one', () => {
  const candidates = [roleTrusting('Deny', ADMIN)]
  const found = causes({ keyPolicy: [administrators], candidates })
  assert.deepEqual(found, ['key-policy/no-account-statement', 'trust/explicit-deny'])
})

for (const [words, id] of [
  ['with an explicit deny in a service control policy', 'scp/explicit-deny'],
  ['because no service control policy allows the kms:GetKeyPolicy action', 'scp/no-allow'],
  ['with an explicit deny in a resource control policy', 'rcp/explicit-deny'],
  ['because no session policy allows the kms:GetKeyPolicy action', 'session/no-allow'],
  ['with an explicit deny in a session policy', 'session/explicit-deny'],
  ['with an explicit deny in a VPC endpoint policy', 'vpc-endpoint/explicit-deny'],
  ['because no VPC endpoint policy allows the kms:GetKeyPolicy action', 'vpc-endpoint/no-allow'],
  ['because no identity-based policy allows the kms:GetKeyPolicy action', 'iam/no-allow'],
  ['because no permissions boundary allows the kms:GetKeyPolicy action', 'boundary/no-allow'],
  ['with an explicit deny in a permissions boundary', 'boundary/explicit-deny'],
  [
    'because no resource-based policy allows the kms:GetKeyPolicy action',
    'key-policy/no-account-statement',
  ],
] as const) {
  test(`the sentence alone tells ${id}`, () => {
    assert.deepEqual(causes({ refused: sentenceWith(words), iam: undefined }), [id])
  })
}

for (const [state, id] of [
  ['Disabled', 'key/disabled'],
  ['PendingDeletion', 'key/pending-deletion'],
  ['PendingReplicaDeletion', 'key/pending-deletion'],
  ['PendingImport', 'key/pending-import'],
  ['Unavailable', 'key/unavailable'],
] as const) {
  test(`${state}: the key does not encrypt, and its policy can be read all the same`, () => {
    const keyPolicy = [accountStatement]
    assert.deepEqual(causesOf(stateFindings({ keyPolicy, state, action: 'kms:Encrypt' })), [id])
    assert.deepEqual(causesOf(stateFindings({ keyPolicy, state })), [])
  })
}

test('a state stops no more than AWS says', () => {
  const keyPolicy = [accountStatement]
  const stopped = (state: string, action: string) =>
    causesOf(stateFindings({ keyPolicy, state, action })).length > 0
  for (const [action, ...states] of [
    ['kms:CreateGrant', 'Disabled', 'PendingDeletion', 'PendingReplicaDeletion', 'PendingImport'],
    ['kms:TagResource', 'PendingDeletion', 'PendingReplicaDeletion'],
    ['kms:EnableKey', 'PendingDeletion', 'PendingReplicaDeletion', 'PendingImport'],
    ['kms:GetKeyRotationStatus'],
    ['kms:CancelKeyDeletion'],
  ] as const) {
    const all = ['Disabled', 'PendingDeletion', 'PendingReplicaDeletion', 'PendingImport']
    const found = [...all, 'Unavailable'].filter((state) => stopped(state, action))
    assert.deepEqual(found, states, action)
  }
})

function stateFindings(options: Made) {
  return findingsOf(made(options))
}

test('nobody changes the policy of an AWS managed key', () => {
  const keyPolicy = [statement({ Principal: '*', Action: 'kms:DescribeKey' })]
  const found = causes({ keyPolicy, keyManager: 'AWS', action: 'kms:PutKeyPolicy' })
  assert.ok(found.includes('key/aws-managed'))
})

const FOREIGNER = 'arn:aws:iam::444455556666:user/partner'

test('reading a key policy never works across accounts, whatever the key policy says', () => {
  const keyPolicy = [statement({ Principal: { AWS: FOREIGNER } })]
  assert.equal(causes({ keyPolicy, asker: FOREIGNER })[0], 'operation/not-cross-account')
})

test('the owner of the key has not let the other account in', () => {
  const found = causes({ keyPolicy: [accountStatement], asker: FOREIGNER, action: 'kms:Decrypt' })
  assert.equal(found[0], 'key-policy/foreign-account-not-named')
})

test('what AWS refuses, and the policy at hand would allow, is left open', () => {
  const refused = sentenceWith(
    'because no resource-based policy allows the kms:GetKeyPolicy action',
  )
  const findings = findingsOf(made({ keyPolicy: [accountStatement], refused }))
  assert.deepEqual(
    findings.map(({ id, verdict }) => [id, verdict]),
    [
      ['key-policy/no-account-statement', 'fail'],
      ['iam/no-allow', 'pass'],
      ['evidence/incomplete', 'unknown'],
    ],
  )
})

test('a Deny that cannot be seen is told by the sentence', () => {
  for (const [policy, id] of [
    ['a resource-based policy', 'key-policy/explicit-deny'],
    ['an identity-based policy', 'iam/explicit-deny'],
  ] as const) {
    const refused = sentenceWith(`with an explicit deny in ${policy}`)
    assert.deepEqual(causes({ refused, iam: undefined }), [id])
  }
})

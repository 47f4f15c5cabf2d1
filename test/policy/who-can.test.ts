import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAccountId } from '../../src/base/account-id.ts'
import { principalContext } from '../../src/base/principal-facts.ts'
import {
  compilePolicy,
  decide,
  type NamedPolicy,
  obstaclesOf,
  readPolicyJson,
  signedPrincipal,
  whoCan,
} from '../../src/policy/index.ts'
import { inForce, policyTexts, request } from './arbitraries.ts'

const id = parseAccountId('111122223333') ?? assert.fail()
const ALICE = `arn:aws:iam::${id}:user/Alice`
const KEY = `arn:aws:kms:us-east-1:${id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const PUT = 'kms:PutKeyPolicy'

const OFFICE = '10.0.0.1'
const HOME = '192.0.2.1'
/** Every context in which the conditions below can find a request. */
const contexts = [undefined, OFFICE, HOME].flatMap((ip) =>
  [undefined, 'true', 'false'].map((mfa) => [
    ...(ip === undefined ? [] : [['aws:sourceip', ip] as const]),
    ...(mfa === undefined ? [] : [['aws:multifactorauthpresent', mfa] as const]),
  ]),
)

const conditions = fc.constantFrom(
  undefined,
  { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'aws:username': 'Alice' } },
  { StringEquals: { 'aws:username': 'Bob' } },
)
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Action: fc.constantFrom(PUT, 'kms:*', 'kms:Get*'),
  Resource: fc.constant('*'),
  Condition: conditions,
})
const principal = fc.constantFrom(ALICE, id, '*')
const keyStatement = fc
  .tuple(statement, principal)
  .map(([one, AWS]) => ({ ...one, Principal: { AWS } }))

function named(name: string, Statement: readonly object[]): NamedPolicy {
  const read = readPolicyJson(JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement })))
  assert.ok('document' in read)
  return { name, policy: compilePolicy(read.document) }
}

test('who is said to be allowed is so in every context, and who is not told in none', () => {
  const seen = { allowed: 0, conditional: 0, none: 0 }
  const user = signedPrincipal(ALICE) ?? assert.fail()
  const own = [...principalContext(user)].map(([key, value]) => [key.toLowerCase(), value] as const)
  const policies = fc.tuple(
    fc.array(keyStatement, { minLength: 1, maxLength: 3 }),
    fc.array(statement, { maxLength: 2 }),
  )
  const property = fc.property(policies, ([ofKey, ofAlice]) => {
    const key = { arn: KEY, account: id, policy: named('key policy', ofKey) }
    const identity = [named('own', ofAlice)]
    const accounts = [{ id, users: [{ arn: ALICE, policies: identity }] }]
    const access = whoCan(PUT, { key, accounts }).find((one) => one.principal === ALICE)
    const outcomes = contexts.map((known) => {
      const asked = { principal: user, action: PUT, resource: KEY, resourceAccount: id }
      const context = new Map([...own, ['kms:calleraccount', id] as const, ...known])
      const resource = { ...key.policy, kind: 'keyPolicy' } as const
      const none = { serviceControl: [], resourceControl: [], grants: [] }
      return decide({ ...asked, context }, { ...none, identity, resource }).outcome === 'allow'
    })
    seen[access?.verdict ?? 'none'] += 1
    if (access?.verdict === 'allowed') assert.ok(outcomes.every(Boolean))
    if (!access) assert.ok(!outcomes.some(Boolean))
  })
  fc.assert(property, { numRuns: 1500 })
  for (const count of Object.values(seen)) assert.ok(count > 100, JSON.stringify(seen))
})

test('a request meets an obstacle exactly when it is denied', () => {
  const property = fc.property(request, policyTexts, (asked, texts) => {
    const policies = inForce(texts)
    const { outcome, layer } = decide(asked, policies)
    const { obstacles } = obstaclesOf(asked, policies)
    assert.equal(obstacles.length === 0, outcome === 'allow')
    if (outcome !== 'allow') assert.equal(obstacles[0]?.layer, layer)
  })
  fc.assert(property, { numRuns: 1000 })
})

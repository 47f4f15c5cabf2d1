import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Grant, GrantConstraints } from '../../../policy/index.ts'
import { compilePolicy, decide } from '../../../policy/index.ts'
import { covers, isAsStrict } from './grant-constraints.ts'

const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const alice = 'arn:aws:iam::111122223333:user/alice'

/** Few keys in two spellings and few values, so that pairs meet often. */
const pairs = fc.dictionary(fc.constantFrom('a', 'A', 'b', 'c'), fc.constantFrom('x', 'X', 'y'), {
  maxKeys: 3,
})

const constraints: fc.Arbitrary<GrantConstraints> = fc.oneof(
  fc.constant({}),
  pairs.map((encryptionContextEquals) => ({ encryptionContextEquals })),
  pairs.map((encryptionContextSubset) => ({ encryptionContextSubset })),
)

const grantWith = (of: GrantConstraints, operations: Grant['operations'] = ['Encrypt']): Grant => ({
  grantId: 'g',
  keyArn,
  granteePrincipal: alice,
  operations,
  constraints: of,
})

const silent = compilePolicy({ version: '2012-10-17', statements: [], json: {} })

/** Whether a grant with this constraint lets a request with this encryption context pass. */
function passes(of: GrantConstraints, encryptionContext: Readonly<Record<string, string>>) {
  const alike = Map.groupBy(Object.entries(encryptionContext), ([key]) => key.toLowerCase())
  const context = new Map(
    [...alike].map(([key, same]) => [
      `kms:encryptioncontext:${key}`,
      same.map(([, value]) => value),
    ]),
  )
  const request = {
    principal: {
      type: 'user',
      arn: alice,
      account: '111122223333',
      userName: 'alice',
      uniqueId: undefined,
    },
    action: 'kms:Encrypt',
    resource: keyArn,
    resourceAccount: '111122223333',
    context,
  }
  const policies = {
    identity: [],
    serviceControl: [],
    resourceControl: [],
    grants: [grantWith(of)],
  }
  const keyPolicy = { kind: 'keyPolicy', name: 'key policy', policy: silent }
  const decision = decide(request as never, { ...policies, resource: keyPolicy } as never)
  return decision.outcome === 'allow'
}

test('what meets a constraint that is as strict meets the other as well', () => {
  fc.assert(
    fc.property(constraints, constraints, pairs, (child, parent, context) => {
      fc.pre(isAsStrict(child, parent) && passes(child, context))
      return passes(parent, context)
    }),
    { numRuns: 1000 },
  )
})

test('a constraint that is not as strict lets something pass that the other does not', () => {
  const contexts = fc.sample(pairs, { numRuns: 2000, seed: 1 })
  fc.assert(
    fc.property(constraints, constraints, (child, parent) => {
      fc.pre(!isAsStrict(child, parent) && contexts.some((context) => passes(child, context)))
      return contexts.some((context) => passes(child, context) && !passes(parent, context))
    }),
    { numRuns: 50 },
  )
})

test('being as strict is reflexive and transitive', () => {
  fc.assert(fc.property(constraints, (one) => isAsStrict(one, one)))
  fc.assert(
    fc.property(constraints, constraints, constraints, (one, two, three) => {
      fc.pre(isAsStrict(one, two) && isAsStrict(two, three))
      return isAsStrict(one, three)
    }),
    { numRuns: 1000 },
  )
})

test('a subset constraint passes every context that holds its pairs, in any spelling', () => {
  fc.assert(
    fc.property(pairs, pairs, (subset, more) => {
      fc.pre(Object.keys(subset).every((key) => !(key in more)))
      const context = { ...subset, ...more }
      return passes({ encryptionContextSubset: subset }, context)
    }),
  )
})

test('an equals constraint passes its own pairs and none with one more', () => {
  fc.assert(
    fc.property(pairs, (equals) => {
      assert.ok(passes({ encryptionContextEquals: equals }, equals))
      return !passes({ encryptionContextEquals: equals }, { ...equals, other: 'x' })
    }),
  )
})

test('the value of a pair is compared with case, its key without', () => {
  const of = { encryptionContextEquals: { Tenant: 'blue' } }
  assert.ok(passes(of, { tENANT: 'blue' }))
  assert.ok(!passes(of, { Tenant: 'Blue' }))
})

test('a source is passed on as it is', () => {
  const sourceArn = 'arn:aws:dynamodb:us-east-1:111122223333:table/orders'
  assert.ok(isAsStrict({ sourceArn }, { sourceArn }))
  assert.ok(isAsStrict({ sourceArn }, {}))
  assert.ok(!isAsStrict({}, { sourceArn }))
  assert.ok(!isAsStrict({ sourceArn: `${sourceArn}-2` }, { sourceArn }))
})

test('a grant covers no operation that it does not hold', () => {
  const parent = grantWith({}, ['CreateGrant', 'Encrypt'])
  assert.ok(covers(parent, { operations: ['Encrypt', 'CreateGrant'], constraints: {} }))
  assert.ok(!covers(parent, { operations: ['Encrypt', 'Decrypt'], constraints: {} }))
})

// The layers of organizations, sessions and networks, with their policies at hand.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../base/json.ts'
import { decide, type PoliciesInForce } from '../../policy/index.ts'
import { namedWithLines } from '../examine.ts'
import { principalOf } from '../principals.ts'
import { keyPolicyOf, requestOf, type Actor } from '../situation.ts'
import { allowFix, denyFixes, type Asked, type FixedLayer, withFixes } from './layer-fix.ts'

const USER = 'arn:aws:iam::111122223333:user/admin'
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ACTION = 'kms:GetKeyPolicy'

const policy = (name: string, ...Statement: readonly JsonObject[]) =>
  namedWithLines(name, { Version: '2012-10-17', Statement })

const everything = { Effect: 'Allow', Action: '*', Resource: '*' }
const noKeys = { Sid: 'NoKeys', Effect: 'Deny', Action: 'kms:*', Resource: '*' }
const anybody = { Principal: '*' }

function asked(): Asked {
  const principal = principalOf(USER)
  assert.ok(principal)
  const actor: Actor = { principal, identity: [], boundary: undefined, complete: true }
  return { request: requestOf(principal, ACTION, KEY), actor, keyArn: KEY }
}

const keyPolicy = keyPolicyOf({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: USER }, Action: 'kms:*', Resource: '*' }],
})
assert.ok(keyPolicy)

const open: PoliciesInForce = {
  identity: [],
  serviceControl: [],
  resourceControl: [],
  grants: [],
  resource: keyPolicy,
}

const DENYING: readonly (readonly [FixedLayer, PoliciesInForce])[] = [
  [
    'scp',
    { ...open, serviceControl: [[policy('FullAWSAccess', everything), policy('G', noKeys)]] },
  ],
  ['rcp', { ...open, resourceControl: [[policy('G', { ...noKeys, ...anybody })]] }],
  [
    'vpcEndpoint',
    {
      ...open,
      vpcEndpoint: [policy('G', { ...everything, ...anybody }, { ...noKeys, ...anybody })],
    },
  ],
]

for (const [layer, policies] of DENYING) {
  test(`${layer}: a Deny spares the asker, and nobody else`, () => {
    const question = asked()
    assert.equal(decide(question.request, policies).outcome, 'explicitDeny')
    const fixes = denyFixes(layer, question, policies, [ACTION])
    assert.deepEqual(
      fixes.map((fix) => [fix.policy, fix.statement]),
      [['G', 'NoKeys']],
    )
    const fixed = withFixes(policies, fixes)
    assert.equal(decide(question.request, fixed).outcome, 'allow')
    const other = principalOf('arn:aws:iam::111122223333:user/other')
    assert.ok(other)
    assert.equal(decide(requestOf(other, ACTION, KEY), fixed).outcome, 'explicitDeny')
  })
}

const SILENT: readonly (readonly [FixedLayer, PoliciesInForce])[] = [
  [
    'scp',
    {
      ...open,
      serviceControl: [
        [policy('FullAWSAccess', everything)],
        [policy('OnlyS3', { ...everything, Action: 's3:*' })],
      ],
    },
  ],
  [
    'vpcEndpoint',
    { ...open, vpcEndpoint: [policy('OnlyS3', { ...everything, ...anybody, Action: 's3:*' })] },
  ],
]

for (const [layer, policies] of SILENT) {
  test(`${layer}: the policy that is silent gets this action on this key`, () => {
    const question = asked()
    assert.equal(decide(question.request, policies).outcome, 'implicitDeny')
    const fix = allowFix(layer, question, policies, [ACTION])
    assert.equal(fix?.policy, 'OnlyS3')
    assert.doesNotMatch(JSON.stringify(fix.after), /kms:\*/)
    assert.equal(decide(question.request, withFixes(policies, [fix])).outcome, 'allow')
  })
}

test('a layer that lets the request through is left alone', () => {
  const policies = { ...open, serviceControl: [[policy('FullAWSAccess', everything)]] }
  assert.deepEqual(denyFixes('scp', asked(), policies, [ACTION]), [])
  assert.equal(allowFix('scp', asked(), policies, [ACTION]), undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '../base/account-id.ts'
import { parseAccessDenied } from './parse-access-denied.ts'
import { accessDeniedSentence, type ResourceMention } from './sentence.ts'
import { type AuthorizationRequest, type Decision, LAYERS } from './types.ts'

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ALICE = 'arn:aws:iam::111122223333:user/Alice'

const request = (more: Partial<AuthorizationRequest> = {}): AuthorizationRequest => ({
  principal: {
    type: 'user',
    arn: ALICE,
    account: '111122223333' as AccountId,
    userName: 'Alice',
    uniqueId: undefined,
  },
  action: 'kms:GetKeyPolicy',
  resource: KEY,
  resourceAccount: '111122223333',
  context: new Map(),
  ...more,
})

const say = (
  outcome: Decision['outcome'],
  layer: Decision['layer'],
  more: Partial<AuthorizationRequest> = {},
  mention: ResourceMention = 'named',
) => accessDeniedSentence(request(more), { outcome, layer, because: [] }, mention)

const SUBJECT = `User: ${ALICE} is not authorized to perform: kms:GetKeyPolicy`

test('the sentence names the layer that refused', () => {
  const implicit = (layer: Decision['layer']) => say('implicitDeny', layer)
  const explicit = (layer: Decision['layer']) => say('explicitDeny', layer)
  const start = `${SUBJECT} on resource: ${KEY}`
  const no = (policy: string) => `${start} because no ${policy} allows the kms:GetKeyPolicy action`
  const deny = (policy: string) => `${start} with an explicit deny in ${policy}`
  assert.equal(implicit('identity'), no('identity-based policy'))
  assert.equal(implicit('keyPolicy'), no('resource-based policy'))
  assert.equal(implicit('grants'), no('resource-based policy'))
  assert.equal(implicit('boundary'), no('permissions boundary'))
  assert.equal(implicit('session'), no('session policy'))
  assert.equal(implicit('scp'), no('service control policy'))
  assert.equal(implicit('vpcEndpoint'), no('VPC endpoint policy'))
  assert.equal(explicit('identity'), deny('an identity-based policy'))
  assert.equal(explicit('keyPolicy'), deny('a resource-based policy'))
  assert.equal(explicit('boundary'), deny('a permissions boundary'))
  assert.equal(explicit('session'), deny('a session policy'))
  assert.equal(explicit('scp'), deny('a service control policy'))
  assert.equal(explicit('rcp'), deny('a resource control policy'))
  assert.equal(explicit('vpcEndpoint'), deny('a VPC endpoint policy'))
  assert.equal(explicit('trust'), deny('the role trust policy'))
})

test('the resource is named as its caller named it', () => {
  const reason = 'because no identity-based policy allows the kms:GetKeyPolicy action'
  assert.equal(say('implicitDeny', 'identity', {}, 'unnamed'), `${SUBJECT} ${reason}`)
  assert.equal(
    say('implicitDeny', 'identity', {}, 'ciphertext'),
    `${SUBJECT} on the resource associated with this ciphertext ${reason}`,
  )
  assert.equal(
    say('implicitDeny', 'identity', { resource: '*', resourceAccount: undefined }),
    `${SUBJECT} on resource: * ${reason}`,
  )
})

test("of another account's key the caller learns neither whether it exists nor who refused", () => {
  const foreign = { resourceAccount: '444455556666' }
  const reason =
    'because the resource does not exist in this Region, no resource-based policies allow ' +
    'access, or a resource-based policy explicitly denies access'
  const expected = `${SUBJECT} on this resource ${reason}`
  assert.equal(say('implicitDeny', 'keyPolicy', foreign), expected)
  assert.equal(say('explicitDeny', 'keyPolicy', foreign), expected)
  assert.equal(
    say('implicitDeny', 'keyPolicy', foreign, 'ciphertext'),
    `${SUBJECT} on the resource associated with this ciphertext ${reason}`,
  )
  assert.match(say('implicitDeny', 'identity', foreign), /no identity-based policy allows/)
})

test('a refusal to begin a session of a role gives no reason, other refusals of STS do', () => {
  const resource = 'arn:aws:iam::111122223333:role/Admin'
  for (const action of ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']) {
    const bare = `User: ${ALICE} is not authorized to perform: ${action} on resource: ${resource}`
    assert.equal(say('implicitDeny', 'trust', { action, resource }), bare)
    assert.equal(say('explicitDeny', 'identity', { action, resource }), bare)
  }
  const other = say('explicitDeny', 'identity', { action: 'sts:GetAccessKeyInfo', resource: '*' })
  assert.match(other, / on resource: \* with an explicit deny in an identity-based policy$/)
})

test('a resource that is named in words is understood again', () => {
  for (const words of ['user alice', 'role Admin', 'policy arn:aws:iam::aws:policy/X']) {
    const sentence = say('implicitDeny', 'identity', {}, { words })
    assert.match(sentence, new RegExp(` on resource: ${words} because no identity-based policy `))
    assert.equal(parseAccessDenied(sentence)?.resource, words)
  }
  const sentence = say('implicitDeny', 'identity', {}, { words: 'policy path /' })
  assert.equal(parseAccessDenied(sentence)?.resource, 'policy path /')
})

test('every sentence is understood again', () => {
  for (const layer of LAYERS) {
    for (const outcome of ['implicitDeny', 'explicitDeny'] as const) {
      for (const mention of ['named', 'ciphertext', 'unnamed'] as const) {
        const sentence = say(outcome, layer, {}, mention)
        const read = parseAccessDenied(sentence)
        assert.ok(read, sentence)
        assert.equal(read.principal, ALICE)
        assert.equal(read.action, 'kms:GetKeyPolicy')
        assert.equal(read.kind, outcome)
        assert.equal(read.resource, mention === 'named' ? KEY : undefined)
        assert.equal(read.layer, layer === 'grants' ? 'keyPolicy' : layer)
      }
    }
  }
})

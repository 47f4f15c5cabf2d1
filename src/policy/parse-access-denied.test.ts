import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAccessDenied } from './parse-access-denied.ts'

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const SESSION = 'arn:aws:sts::111122223333:assumed-role/Admin/i-0123456789abcdef0'
const SUBJECT = `User: ${SESSION} is not authorized to perform: kms:Decrypt`

test('it is found inside what the AWS CLI prints', () => {
  const text =
    'An error occurred (AccessDeniedException) when calling the Decrypt operation: ' +
    `${SUBJECT} on resource: ${KEY} because no resource-based policy allows ` +
    'the kms:Decrypt action\n'
  assert.deepEqual(parseAccessDenied(text), {
    principal: SESSION,
    action: 'kms:Decrypt',
    resource: KEY,
    layer: 'keyPolicy',
    kind: 'implicitDeny',
  })
})

test('it is found inside JSON, and inside JSON in JSON', () => {
  const Message = `${SUBJECT} on resource: ${KEY} with an explicit deny in a resource-based policy`
  const body = JSON.stringify({ __type: 'AccessDeniedException', Message })
  for (const text of [body, JSON.stringify({ errorMessage: body })]) {
    const { resource, layer, kind } = parseAccessDenied(text) ?? {}
    assert.deepEqual(
      { resource, layer, kind },
      { resource: KEY, layer: 'keyPolicy', kind: 'explicitDeny' },
    )
  }
})

test('a sentence that a terminal broke into lines is one sentence', () => {
  const text = [
    SUBJECT,
    `on resource: ${KEY}`,
    'because no permissions',
    'boundary allows the kms:Decrypt action',
  ].join('\n   ')
  assert.equal(parseAccessDenied(text)?.layer, 'boundary')
})

test("the policy's ARN at the end is read", () => {
  const policyArn = 'arn:aws:organizations::111122223333:policy/o-abc/service_control_policy/p-1'
  const text = `${SUBJECT} with an explicit deny in a service control policy: ${policyArn}.`
  const { layer, kind, policyArn: found, resource } = parseAccessDenied(text) ?? {}
  assert.deepEqual(
    { layer, kind, found, resource },
    { layer: 'scp', kind: 'explicitDeny', found: policyArn, resource: undefined },
  )
})

test("another account's key: the owner's side refused, and how is not told", () => {
  const reason =
    'because the resource does not exist in this Region, no resource-based policies allow ' +
    'access, or a resource-based policy explicitly denies access'
  const here = parseAccessDenied(`${SUBJECT} on this resource ${reason}`)
  assert.deepEqual(here, {
    principal: SESSION,
    action: 'kms:Decrypt',
    mention: 'thisResource',
    layer: 'keyPolicy',
    kind: 'unknown',
  })
  const there = parseAccessDenied(
    `${SUBJECT} on the resource associated with this ciphertext ${reason}`,
  )
  assert.equal(there?.mention, 'ciphertext')
})

test('older sentences give no reason, or no policy', () => {
  const bare = parseAccessDenied(`${SUBJECT} on resource: ${KEY}`)
  assert.deepEqual(bare, {
    principal: SESSION,
    action: 'kms:Decrypt',
    resource: KEY,
    kind: 'unknown',
  })
  const deny = parseAccessDenied(`${SUBJECT} on resource: ${KEY} with an explicit deny`)
  assert.deepEqual(
    { kind: deny?.kind, layer: deny?.layer },
    { kind: 'explicitDeny', layer: undefined },
  )
})

test('words that follow do not hide the layer', () => {
  const text = `${SUBJECT} with an explicit deny in an identity-based policy and that is all`
  assert.equal(parseAccessDenied(text)?.layer, 'identity')
})

test('the resource may be an asterisk', () => {
  const text =
    'User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: kms:ListKeys ' +
    'on resource: * because no identity-based policy allows the kms:ListKeys action'
  assert.equal(parseAccessDenied(text)?.resource, '*')
})

test('other text is not understood', () => {
  assert.equal(parseAccessDenied('Key does not exist'), undefined)
  assert.equal(parseAccessDenied('User: '.repeat(100_000)), undefined)
})

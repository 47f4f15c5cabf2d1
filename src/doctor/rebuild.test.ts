import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyEvent } from './evidence/policy-event.ts'
import { bindPrincipals, renamePrincipals, versionsOf } from './rebuild.ts'

const event = (fields: Partial<PolicyEvent>): PolicyEvent => ({
  eventId: 'e',
  eventTime: '2026-11-23T16:20:11Z',
  eventName: 'PutKeyPolicy',
  by: 'arn:aws:iam::111122223333:user/deployer',
  sourceIp: '203.0.113.9',
  userAgent: 'aws-cli/2.31.0',
  bypassed: false,
  policy: '{"Statement":[]}',
  error: undefined,
  ...fields,
})

test('CreateKey without a policy made the default key policy', () => {
  const created = event({ eventName: 'CreateKey', policy: undefined })
  const [version] = versionsOf([created], '111122223333')
  assert.match(version?.text ?? '', /Enable IAM User Permissions/)
  assert.match(version?.text ?? '', /arn:aws:iam::111122223333:root/)
})

test('an attempt that failed made no version, nor does a text that is no policy', () => {
  const failed = event({ error: { code: 'AccessDenied', message: '' } })
  assert.deepEqual(versionsOf([failed, event({ policy: 'not JSON' })], '111122223333'), [])
})

const policy = {
  Statement: [
    { Principal: { AWS: ['gone', 'here'] } },
    { Principal: { AWS: 'gone', Service: 's3.amazonaws.com' } },
    { Principal: { AWS: 'gone' } },
    { Principal: '*' },
  ],
}

test('a name that is taken out leaves the others, and services, in place', () => {
  const renamed = renamePrincipals(policy, (name) => (name === 'gone' ? undefined : name))
  assert.deepEqual(renamed.Statement, [
    { Principal: { AWS: ['here'] } },
    { Principal: { Service: 's3.amazonaws.com' } },
    { Principal: {} },
    { Principal: '*' },
  ])
})

test('a principal that was made again is bound to nobody, as KMS has it', () => {
  const named = [{ value: 'gone', fate: 'recreated', entity: undefined } as const]
  assert.doesNotMatch(JSON.stringify(bindPrincipals(policy, named)), /"gone"/)
  assert.equal(bindPrincipals(policy, []), policy)
})

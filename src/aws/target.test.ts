import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceModel } from './shapes.ts'
import { findTarget } from './target.ts'

const model = (fields: Partial<ServiceModel>): ServiceModel => ({
  signingName: 'kms',
  eventSource: 'kms.amazonaws.com',
  apiVersion: '2014-11-01',
  protocol: 'awsJson1_1',
  operations: { GetIt: { errors: [] } },
  shapes: {},
  errors: {},
  ...fields,
})

const models = [
  model({ targetPrefix: 'TrentService' }),
  model({ signingName: 'cloudtrail', targetPrefix: 'CloudTrail_20131101' }),
  model({ signingName: 'iam', protocol: 'query', apiVersion: '2010-05-08' }),
  model({ signingName: 'sts', protocol: 'query', apiVersion: '2011-06-15' }),
]

function find(given: { target?: string; query?: string; body?: string }): string {
  const found = findTarget(
    {
      method: 'POST',
      path: '/',
      query: given.query ?? '',
      headers: given.target === undefined ? {} : { 'x-amz-target': given.target },
      body: Buffer.from(given.body ?? ''),
    },
    models,
  )
  if ('operation' in found) return `${found.model.signingName}:${found.operation}`
  const { code, status, message } = found.refusal
  return `${found.protocol} ${found.model?.signingName ?? '-'} ${code} ${status}: ${message}`
}

test('a JSON target is found by its last two parts, however long its prefix', () => {
  assert.equal(find({ target: 'TrentService.GetIt' }), 'kms:GetIt')
  assert.equal(find({ target: 'CloudTrail_20131101.GetIt' }), 'cloudtrail:GetIt')
  assert.equal(
    find({ target: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.GetIt' }),
    'cloudtrail:GetIt',
  )
})

test('an unknown JSON target is an unknown operation, without a message', () => {
  const unknown = 'UnknownOperationException 400: '
  assert.equal(find({ target: 'TrentService.Nothing' }), `awsJson1_1 kms ${unknown}`)
  assert.equal(find({ target: 'TrentService.constructor' }), `awsJson1_1 kms ${unknown}`)
  assert.equal(find({ target: 'Nobody.GetIt' }), `awsJson1_1 - ${unknown}`)
  assert.equal(find({ target: '' }), `awsJson1_1 - ${unknown}`)
})

test('a query operation is found by Action and Version, in the body or the URL', () => {
  assert.equal(find({ body: 'Action=GetIt&Version=2010-05-08' }), 'iam:GetIt')
  assert.equal(find({ query: 'Action=GetIt&Version=2011-06-15' }), 'sts:GetIt')
})

test('an unknown action is answered in AWS’s words', () => {
  assert.equal(
    find({ body: 'Action=Nothing&Version=2010-05-08' }),
    'query iam InvalidAction 400: Could not find operation Nothing for version 2010-05-08',
  )
  assert.equal(
    find({ body: 'Action=GetIt' }),
    'query - InvalidAction 400: Could not find operation GetIt for version NO_VERSION_SPECIFIED',
  )
})

test('a request that names no action, or cannot be read, is refused', () => {
  assert.match(find({}), /^query - MissingAction 400: /)
  assert.match(find({ body: 'Action=%zz' }), /^query - MalformedQueryString 404: /)
})

test('what no other service claims is S3’s, and is refused in S3’s words', () => {
  const http = { method: 'GET', uri: '/{Bucket}?acl' }
  const s3 = model({
    signingName: 's3',
    protocol: 'restXml',
    operations: { GetAcl: { http, errors: [] } },
  })
  const asked = (method: string, path: string, query = '') =>
    findTarget({ method, path, query, headers: {}, body: Buffer.alloc(0) }, [...models, s3])
  assert.deepEqual(asked('GET', '/bucket', 'acl'), { model: s3, operation: 'GetAcl' })
  const refused = asked('PUT', '/bucket', 'acl')
  assert.ok('refusal' in refused)
  assert.equal(refused.protocol, 'restXml')
  assert.equal(refused.model, s3)
  assert.equal(refused.refusal.code, 'MethodNotAllowed')
  const form = asked('POST', '/')
  assert.ok('refusal' in form)
  assert.equal(form.refusal.code, 'MissingAction')
})

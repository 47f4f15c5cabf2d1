import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceModel } from '../aws/shapes.ts'
import { cloudTrailErrorCode } from './failure.ts'

const iam: ServiceModel = {
  signingName: 'iam',
  eventSource: 'iam.amazonaws.com',
  apiVersion: '2010-05-08',
  protocol: 'query',
  operations: {},
  shapes: {},
  errors: { NoSuchEntityException: { code: 'NoSuchEntity', status: 404 } },
}

test('CloudTrail shortens AccessDeniedException and names other exceptions by shape', () => {
  assert.equal(cloudTrailErrorCode('AccessDeniedException'), 'AccessDenied')
  assert.equal(cloudTrailErrorCode('AccessDenied', iam), 'AccessDenied')
  assert.equal(cloudTrailErrorCode('NoSuchEntity', iam), 'NoSuchEntityException')
  assert.equal(cloudTrailErrorCode('ValidationError', iam), 'ValidationError')
  assert.equal(cloudTrailErrorCode('NotFoundException'), 'NotFoundException')
})

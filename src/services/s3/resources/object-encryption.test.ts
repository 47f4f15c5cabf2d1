import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AwsError } from '../../../aws/errors.ts'
import type { S3Scope } from '../scope.ts'
import type { BucketRow } from '../tables.ts'
import { newContentKey } from './object-encryption.ts'

// Ten thousand requests in a second would be needed to be throttled over the wire.
test('where KMS is asked too often, S3 says to slow down', async () => {
  const asked = { keyId: 'alias/a', encryptionContext: {}, bucketKeyEnabled: false }
  const bucket = { region: 'us-east-1' } as BucketRow
  const when = (fault: Error) =>
    newContentKey(asked, bucket, { call: () => Promise.reject(fault) } as unknown as S3Scope)
  await assert.rejects(
    when(new AwsError('ThrottlingException', 400, 'You have exceeded the rate.')),
    {
      code: 'SlowDown',
      status: 503,
      message: 'Please reduce your request rate for operations involving AWS KMS.',
    },
  )
  await assert.rejects(when(new AwsError('ValidationException', 400, 'no')), {
    code: 'KMS.ValidationException',
  })
})

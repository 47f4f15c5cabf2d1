import { InvalidArgument, MalformedXML, NotImplemented } from '../errors.ts'
import type { ServerSideEncryptionConfiguration, ServerSideEncryptionRule } from '../model.ts'

/** Of a bucket of which nothing is set: S3 encrypts every object since January 2023. */
export const BASE_ENCRYPTION: ServerSideEncryptionConfiguration = {
  Rules: [
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
  ],
}

/** What is kept of a configuration: one rule, with what it leaves out. */
export function requireEncryption({
  Rules,
}: ServerSideEncryptionConfiguration): ServerSideEncryptionConfiguration {
  const [rule] = Rules
  const byDefault = rule?.ApplyServerSideEncryptionByDefault
  if (!byDefault || Rules.length !== 1) throw MalformedXML()
  const { SSEAlgorithm, KMSMasterKeyID } = byDefault
  if (SSEAlgorithm === 'AES256' && KMSMasterKeyID !== undefined) {
    throw InvalidArgument(
      { ArgumentName: 'ApplyServerSideEncryptionByDefault' },
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or ' +
        'aws:kms:dsse',
    )
  }
  // Of objects under two layers of encryption none can be made.
  if (SSEAlgorithm !== 'AES256' && SSEAlgorithm !== 'aws:kms') throw NotImplemented()
  return { Rules: [completed(rule)] }
}

const completed = (rule: ServerSideEncryptionRule): ServerSideEncryptionRule => ({
  ...rule,
  BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
})

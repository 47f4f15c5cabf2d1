// Which operations are questions. Only their answers are ever written down: what is not on the
// list may change something, or bring a secret.

import type { Question } from './question.ts'

const READING: Readonly<Record<string, RegExp>> = {
  kms: /^(Describe[A-Z]\w+|List[A-Z]\w+|GetKeyPolicy|GetKeyRotationStatus|GetPublicKey)$/,
  iam: /^(Get|List|Simulate)[A-Z]\w+$/,
  sts: /^GetCallerIdentity$/,
  organizations: /^(Describe|List)[A-Z]\w+$/,
  cloudtrail: /^(LookupEvents|DescribeTrails|ListTrails|Get(Trail|TrailStatus|EventSelectors))$/,
  ec2: /^Describe[A-Z]\w+$/,
  s3: /^(ListObjectsV2|ListBuckets|GetBucket[A-Z]\w+)$/,
  athena: /^((Get|List|BatchGet)[A-Z]\w+|StartQueryExecution)$/,
}

/** It reads, and its answer holds no secret. */
export const isReading = ({ service, operation }: Question): boolean =>
  READING[service]?.test(operation) ?? false

/** It is asked again until the answer is another one: the last answer counts. */
export const isPolling = ({ service, operation }: Question): boolean =>
  service === 'athena' && operation === 'GetQueryExecution'

/** Gives somebody else's credentials. That it worked is worth knowing; they themselves are not. */
export const isBecoming = ({ service, operation }: Question): boolean =>
  service === 'sts' && operation === 'AssumeRole'

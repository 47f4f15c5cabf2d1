// The settings of a trail on their way in and out.

import type { RequestScope } from '../../operation.ts'
import {
  InsufficientSnsTopicPolicyException,
  InvalidCloudWatchLogsLogGroupArnException,
  InvalidParameterCombinationException,
  InvalidS3BucketNameException,
  InvalidS3PrefixException,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { CreateTrailInput, CreateTrailOutput, UpdateTrailInput } from '../model.ts'
import type { TrailPlace, TrailRow } from '../tables.ts'
import { requireKeyArn } from './destinations.ts'
import { requireManagedOrganization } from './organization-trail.ts'
import { trailArn } from './trail-name.ts'

/** A trail that nobody has said anything about yet. */
export const newTrail = (
  place: TrailPlace,
  { TagsList = [] }: CreateTrailInput,
  { now }: RequestScope,
): TrailRow => ({
  ...place,
  createdAt: now.toISOString(),
  s3BucketName: '',
  isMultiRegionTrail: false,
  includeGlobalServiceEvents: true,
  recursiveLogging: true,
  logFileValidationEnabled: false,
  loggingPeriods: [],
  tags: TagsList,
})

/** The trail with what a request says of it; what that does not mention stays as it is. */
export function withSettings(
  trail: TrailRow,
  input: CreateTrailInput | UpdateTrailInput,
  scope: RequestScope,
): TrailRow {
  requireNoOtherDestination(input)
  const { s3KeyPrefix, kmsKeyId, organizationId, ...rest } = trail
  const prefix = input.S3KeyPrefix ?? s3KeyPrefix ?? ''
  const key = input.KmsKeyId === undefined ? kmsKeyId : keyArn(input.KmsKeyId, scope)
  const forAll = organizationOf(organizationId, input, scope)
  const settings: TrailRow = {
    ...rest,
    ...(forAll !== undefined && { organizationId: forAll }),
    s3BucketName: requireBucketName(input.S3BucketName ?? trail.s3BucketName),
    ...(prefix !== '' && { s3KeyPrefix: requirePrefix(prefix) }),
    isMultiRegionTrail: input.IsMultiRegionTrail ?? trail.isMultiRegionTrail,
    includeGlobalServiceEvents:
      input.IncludeGlobalServiceEvents ?? trail.includeGlobalServiceEvents,
    recursiveLogging: input.RecursiveLogging ?? trail.recursiveLogging,
    logFileValidationEnabled: input.EnableLogFileValidation ?? trail.logFileValidationEnabled,
    ...(key !== undefined && { kmsKeyId: key }),
  }
  if (settings.isMultiRegionTrail && !settings.includeGlobalServiceEvents) {
    throw InvalidParameterCombinationException(
      'Multi-Region trail must include global service events.',
    )
  }
  return settings
}

/** Of a trail that is or becomes the organization's. */
function organizationOf(
  current: string | undefined,
  { IsOrganizationTrail = current !== undefined }: CreateTrailInput | UpdateTrailInput,
  scope: RequestScope,
): string | undefined {
  if (!IsOrganizationTrail) return undefined
  return current ?? requireManagedOrganization(scope)
}

/** What CreateTrail, UpdateTrail, GetTrail and DescribeTrails all say of a trail. */
export function settingsOf(trail: TrailRow): CreateTrailOutput {
  return {
    Name: trail.name,
    S3BucketName: trail.s3BucketName,
    ...(trail.s3KeyPrefix !== undefined && { S3KeyPrefix: trail.s3KeyPrefix }),
    IncludeGlobalServiceEvents: trail.includeGlobalServiceEvents,
    IsMultiRegionTrail: trail.isMultiRegionTrail,
    TrailARN: trailArn(trail),
    LogFileValidationEnabled: trail.logFileValidationEnabled,
    ...(trail.kmsKeyId !== undefined && { KmsKeyId: trail.kmsKeyId }),
    IsOrganizationTrail: trail.organizationId !== undefined,
    RecursiveLogging: trail.recursiveLogging,
  }
}

/** An empty text takes the key away. */
const keyArn = (text: string, scope: RequestScope): string | undefined =>
  text === '' ? undefined : requireKeyArn(text, scope)

/** There are no topics and no log groups here for a trail to use. */
function requireNoOtherDestination(input: CreateTrailInput | UpdateTrailInput): void {
  if (input.SnsTopicName) {
    throw InsufficientSnsTopicPolicyException(
      'SNS Topic does not exist or the topic policy is incorrect!',
    )
  }
  // These two sentences are ours: AWS's are not known.
  if (input.CloudWatchLogsLogGroupArn || input.CloudWatchLogsRoleArn) {
    throw InvalidCloudWatchLogsLogGroupArnException(
      'CloudTrail cannot validate the specified log group ARN.',
    )
  }
}

const BUCKET_NAME = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

function requireBucketName(name: string): string {
  // The sentence is ours: AWS's is not known.
  if (!BUCKET_NAME.test(name)) throw InvalidS3BucketNameException(`Bucket name ${name} is invalid.`)
  return name
}

function requirePrefix(prefix: string): string {
  const max = limits.s3KeyPrefixCharactersMax
  if (prefix.length > max || !prefix.isWellFormed() || prefix.includes('\0')) {
    // The sentence is ours: AWS's is not known.
    throw InvalidS3PrefixException(`S3 prefix must have at most ${max} characters.`)
  }
  return prefix
}

import type { DigestKeyPair } from '../../../audit/trail/digest-signer.ts'
import type { Operation } from '../../operation.ts'
import type { UpdateTrailInput, UpdateTrailOutput } from '../model.ts'
import { onTrail } from '../questions.ts'
import { requireDestinations } from '../resources/destinations.ts'
import { requireRoomFor } from '../resources/new-trail.ts'
import { settingsOf, withSettings } from '../resources/trail-settings.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Changes what the request mentions of a trail's settings. An empty prefix or key takes the old
 * one away. Bucket and key are checked as by CreateTrail, also when they stay the same.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
 */
export const UpdateTrail: Operation<CloudTrailScope, UpdateTrailInput, UpdateTrailOutput> = {
  readOnly: false,
  questions: ({ Name }, scope) => [onTrail('cloudtrail:UpdateTrail', Name, scope)],
  prepare: async ({ EnableLogFileValidation = false }, { digestKeys }) =>
    EnableLogFileValidation ? digestKeys.prepare() : undefined,
  perform(input, scope, prepared) {
    const { trails } = scope
    const row = trails.requireAtHome(input.Name)
    const trail = withSettings(row.value, input, scope)
    if (trail.isMultiRegionTrail && !row.value.isMultiRegionTrail) requireRoomFor(trail, scope)
    requireDestinations(trail, scope)
    const { s3KeyPrefix, kmsKeyId, organizationId } = trail
    return {
      output: settingsOf(trail),
      changes: [
        trails.update(row, { ...trail, s3KeyPrefix, kmsKeyId, organizationId }),
        ...(trail.logFileValidationEnabled ? [] : trails.endDigests(row)),
        ...scope.digestKeys.keep(prepared as DigestKeyPair | undefined, scope.now),
      ],
    }
  },
}

import type { DigestKeyPair } from '../../../audit/trail/digest-signer.ts'
import type { Operation } from '../../operation.ts'
import type { CreateTrailInput, CreateTrailOutput } from '../model.ts'
import { onTrailAt, requestTagContext } from '../questions.ts'
import { requireDestinations } from '../resources/destinations.ts'
import { alreadyExists, requireRoomFor } from '../resources/new-trail.ts'
import { requireTags } from '../resources/tags.ts'
import { requireTrailName } from '../resources/trail-name.ts'
import { newTrail, settingsOf, withSettings } from '../resources/trail-settings.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Makes a trail, which does not log before StartLogging. The bucket has to exist, and its policy
 * has to let CloudTrail write to it; likewise the key, if there is one.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
 */
export const CreateTrail: Operation<CloudTrailScope, CreateTrailInput, CreateTrailOutput> = {
  readOnly: false,
  questions({ Name, TagsList }, scope) {
    const { account, region } = scope
    const place = { account, region, name: requireTrailName(Name) }
    const context = requestTagContext(requireTags(TagsList))
    const create = onTrailAt('cloudtrail:CreateTrail', place, scope, context)
    // A trail that is made with tags must also be tagged.
    const tag = onTrailAt('cloudtrail:AddTags', place, scope, context)
    return TagsList?.length ? [create, tag] : [create]
  },
  prepare: async ({ EnableLogFileValidation = false }, { digestKeys }) =>
    EnableLogFileValidation ? digestKeys.prepare() : undefined,
  perform(input, scope, prepared) {
    const { account, region, trails } = scope
    const place = { account, region, name: input.Name }
    const trail = withSettings(newTrail(place, input, scope), input, scope)
    if (trails.at(place)) throw alreadyExists(trail)
    requireRoomFor(trail, scope)
    requireDestinations(trail, scope)
    const key = scope.digestKeys.keep(prepared as DigestKeyPair | undefined, scope.now)
    return { output: settingsOf(trail), changes: [trails.create(trail), ...key] }
  },
}

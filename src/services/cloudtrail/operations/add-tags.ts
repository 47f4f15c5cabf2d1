import type { Operation } from '../../operation.ts'
import type { AddTagsInput, AddTagsOutput } from '../model.ts'
import { onTrailAt, requestTagContext } from '../questions.ts'
import { requireTaggablePlace, requireTaggedTrailAtHome } from '../resources/tagged-trail.ts'
import { requireTags, withTags } from '../resources/tags.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Sets tags of a trail, in its home Region. One that it has already gets the new value.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AddTags.html
 */
export const AddTags: Operation<CloudTrailScope, AddTagsInput, AddTagsOutput> = {
  readOnly: false,
  questions({ ResourceId, TagsList }, scope) {
    const place = requireTaggablePlace(ResourceId, scope)
    const context = requestTagContext(requireTags(TagsList))
    return [onTrailAt('cloudtrail:AddTags', place, scope, context)]
  },
  perform({ ResourceId, TagsList }, scope) {
    const trail = requireTaggedTrailAtHome(ResourceId, scope)
    const tags = withTags(trail.value.tags, TagsList)
    return { output: {}, changes: [scope.trails.update(trail, { tags })] }
  },
}

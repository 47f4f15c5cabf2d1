import type { Operation } from '../../operation.ts'
import type { RemoveTagsInput, RemoveTagsOutput } from '../model.ts'
import { onTrailAt, tagKeysContext } from '../questions.ts'
import { requireTaggablePlace, requireTaggedTrailAtHome } from '../resources/tagged-trail.ts'
import { withoutTags } from '../resources/tags.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Takes tags off a trail, in its home Region. What it does not have is passed over.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RemoveTags.html
 */
export const RemoveTags: Operation<CloudTrailScope, RemoveTagsInput, RemoveTagsOutput> = {
  readOnly: false,
  questions({ ResourceId, TagsList }, scope) {
    const place = requireTaggablePlace(ResourceId, scope)
    return [onTrailAt('cloudtrail:RemoveTags', place, scope, tagKeysContext(TagsList))]
  },
  perform({ ResourceId, TagsList }, scope) {
    const trail = requireTaggedTrailAtHome(ResourceId, scope)
    const tags = withoutTags(trail.value.tags, TagsList)
    return { output: {}, changes: [scope.trails.update(trail, { tags })] }
  },
}

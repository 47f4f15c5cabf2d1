import type { Operation } from '../../operation.ts'
import { InvalidTokenException, ValidationException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { ListTagsInput, ListTagsOutput } from '../model.ts'
import { onTrailAt } from '../questions.ts'
import { requireTaggablePlace, requireTaggedTrail } from '../resources/tagged-trail.ts'
import type { CloudTrailScope } from '../scope.ts'

/**
 * Tells the tags of trails. The answer has no pages: AWS keeps its token for later.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTags.html
 */
export const ListTags: Operation<CloudTrailScope, ListTagsInput, ListTagsOutput> = {
  readOnly: true,
  questions({ ResourceIdList }, scope) {
    requireCount(ResourceIdList)
    return ResourceIdList.map((arn) =>
      onTrailAt('cloudtrail:ListTags', requireTaggablePlace(arn, scope), scope),
    )
  },
  perform({ ResourceIdList, NextToken }, scope) {
    if (NextToken !== undefined) throw InvalidTokenException('The token is not valid.')
    const ResourceTagList = ResourceIdList.map((ResourceId) => ({
      ResourceId,
      TagsList: requireTaggedTrail(ResourceId, scope).value.tags,
    }))
    return { output: { ResourceTagList } }
  },
}

/** An empty list would be a request that nothing has to be allowed for. */
function requireCount(ids: readonly string[]): void {
  const max = limits.tagResourcesPerRequestMax
  if (ids.length > 0 && ids.length <= max) return
  // The sentence is ours: AWS's is not known.
  throw ValidationException(`ResourceIdList must have 1 to ${max} ARNs.`)
}

import type { Operation } from '../../operation.ts'
import type { ListSAMLProviderTagsInput, ListSAMLProviderTagsOutput } from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the tags of the SAML provider.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviderTags.html
 */
export const ListSAMLProviderTags: Operation<
  IamScope,
  ListSAMLProviderTagsInput,
  ListSAMLProviderTagsOutput
> = {
  readOnly: true,
  questions: ({ SAMLProviderArn }, { samlProviders }) => [
    samlProviders.question('iam:ListSAMLProviderTags', SAMLProviderArn),
  ],
  perform: ({ SAMLProviderArn, ...input }, { samlProviders }) => {
    const { tags } = samlProviders.require(SAMLProviderArn).value
    const { items, position } = takePage(
      input,
      listed(tags, ({ Key }) => Key),
    )
    return { output: { Tags: items, ...position } }
  },
}

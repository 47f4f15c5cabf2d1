import type { Operation } from '../../operation.ts'
import type {
  ListOpenIDConnectProviderTagsInput,
  ListOpenIDConnectProviderTagsOutput,
} from '../model.ts'
import { listed, takePage } from '../paging.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the tags of the OIDC provider.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html
 */
export const ListOpenIDConnectProviderTags: Operation<
  IamScope,
  ListOpenIDConnectProviderTagsInput,
  ListOpenIDConnectProviderTagsOutput
> = {
  readOnly: true,
  questions: ({ OpenIDConnectProviderArn }, { oidcProviders }) => [
    oidcProviders.question('iam:ListOpenIDConnectProviderTags', OpenIDConnectProviderArn),
  ],
  perform: ({ OpenIDConnectProviderArn, ...input }, { oidcProviders }) => {
    const { tags } = oidcProviders.require(OpenIDConnectProviderArn).value
    const { items, position } = takePage(
      input,
      listed(tags, ({ Key }) => Key),
    )
    return { output: { Tags: items, ...position } }
  },
}

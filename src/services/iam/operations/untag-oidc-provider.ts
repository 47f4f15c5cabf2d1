import type { Operation } from '../../operation.ts'
import type { UntagOpenIDConnectProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withoutTags } from '../tags.ts'

/**
 * Removes tags from the OIDC provider; one that it does not have is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html
 */
export const UntagOpenIDConnectProvider: Operation<
  IamScope,
  UntagOpenIDConnectProviderInput,
  void
> = {
  readOnly: false,
  questions: ({ OpenIDConnectProviderArn, TagKeys }, { oidcProviders }) => [
    oidcProviders.question('iam:UntagOpenIDConnectProvider', OpenIDConnectProviderArn, {
      'aws:TagKeys': TagKeys,
    }),
  ],
  perform: ({ OpenIDConnectProviderArn, TagKeys }, { oidcProviders }) => {
    const provider = oidcProviders.require(OpenIDConnectProviderArn)
    return { changes: [oidcProviders.put(provider, withoutTags(provider.value, TagKeys))] }
  },
}

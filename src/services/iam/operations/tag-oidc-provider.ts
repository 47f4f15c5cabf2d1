import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { TagOpenIDConnectProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withTags } from '../tags.ts'

/**
 * Adds tags to the OIDC provider, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html
 */
export const TagOpenIDConnectProvider: Operation<IamScope, TagOpenIDConnectProviderInput, void> = {
  readOnly: false,
  questions: ({ OpenIDConnectProviderArn, Tags }, { oidcProviders }) => [
    oidcProviders.question(
      'iam:TagOpenIDConnectProvider',
      OpenIDConnectProviderArn,
      requestTagContext(Tags),
    ),
  ],
  perform: ({ OpenIDConnectProviderArn, Tags }, { oidcProviders }) => {
    const provider = oidcProviders.require(OpenIDConnectProviderArn)
    return { changes: [oidcProviders.put(provider, withTags(provider.value, Tags))] }
  },
}

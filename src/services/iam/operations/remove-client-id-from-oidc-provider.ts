import type { Operation } from '../../operation.ts'
import type { RemoveClientIDFromOpenIDConnectProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Takes an audience from those whose tokens are taken; one that is not there is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html
 */
export const RemoveClientIDFromOpenIDConnectProvider: Operation<
  IamScope,
  RemoveClientIDFromOpenIDConnectProviderInput,
  void
> = {
  readOnly: false,
  questions: ({ OpenIDConnectProviderArn }, { oidcProviders }) => [
    oidcProviders.question('iam:RemoveClientIDFromOpenIDConnectProvider', OpenIDConnectProviderArn),
  ],
  perform: ({ OpenIDConnectProviderArn, ClientID }, { oidcProviders }) => {
    const provider = oidcProviders.require(OpenIDConnectProviderArn)
    const clientIds = provider.value.clientIds.filter((id) => id !== ClientID)
    return { changes: [oidcProviders.put(provider, { ...provider.value, clientIds })] }
  },
}

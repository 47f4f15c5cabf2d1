import type { Operation } from '../../operation.ts'
import { requireClientIds } from '../identity-providers.ts'
import type { AddClientIDToOpenIDConnectProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Adds an audience to those whose tokens are taken; adding it twice changes nothing.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html
 */
export const AddClientIDToOpenIDConnectProvider: Operation<
  IamScope,
  AddClientIDToOpenIDConnectProviderInput,
  void
> = {
  readOnly: false,
  questions: ({ OpenIDConnectProviderArn }, { oidcProviders }) => [
    oidcProviders.question('iam:AddClientIDToOpenIDConnectProvider', OpenIDConnectProviderArn),
  ],
  perform: ({ OpenIDConnectProviderArn, ClientID }, { oidcProviders }) => {
    const provider = oidcProviders.require(OpenIDConnectProviderArn)
    const clientIds = requireClientIds([...provider.value.clientIds, ClientID])
    return { changes: [oidcProviders.put(provider, { ...provider.value, clientIds })] }
  },
}

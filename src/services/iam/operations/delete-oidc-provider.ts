import type { Operation } from '../../operation.ts'
import type { DeleteOpenIDConnectProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes an OIDC provider; one that is not there is deleted already. Trust policies go on naming
 * it, and its tokens are taken no longer.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
 */
export const DeleteOpenIDConnectProvider: Operation<
  IamScope,
  DeleteOpenIDConnectProviderInput,
  void
> = {
  readOnly: false,
  questions: ({ OpenIDConnectProviderArn }, { oidcProviders }) => [
    oidcProviders.question('iam:DeleteOpenIDConnectProvider', OpenIDConnectProviderArn),
  ],
  perform: ({ OpenIDConnectProviderArn }, { oidcProviders }) => {
    const provider = oidcProviders.find(OpenIDConnectProviderArn)
    return { changes: provider ? [oidcProviders.remove(provider)] : [] }
  },
}

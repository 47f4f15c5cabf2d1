import type { Operation } from '../../operation.ts'
import { requireThumbprints } from '../identity-providers.ts'
import type { UpdateOpenIDConnectProviderThumbprintInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Replaces the thumbprints of an OIDC provider.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html
 */
export const UpdateOpenIDConnectProviderThumbprint: Operation<
  IamScope,
  UpdateOpenIDConnectProviderThumbprintInput,
  void
> = {
  readOnly: false,
  questions: ({ OpenIDConnectProviderArn }, { oidcProviders }) => [
    oidcProviders.question('iam:UpdateOpenIDConnectProviderThumbprint', OpenIDConnectProviderArn),
  ],
  perform: ({ OpenIDConnectProviderArn, ThumbprintList }, { oidcProviders }) => {
    const provider = oidcProviders.require(OpenIDConnectProviderArn)
    const thumbprints = requireThumbprints(ThumbprintList)
    return { changes: [oidcProviders.put(provider, { ...provider.value, thumbprints })] }
  },
}

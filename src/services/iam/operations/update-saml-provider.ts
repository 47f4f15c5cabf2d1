import type { Operation } from '../../operation.ts'
import { refusePrivateKeys, requireMetadata } from '../identity-providers.ts'
import type { UpdateSAMLProviderInput, UpdateSAMLProviderOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Replaces the metadata of a SAML provider, or how it encrypts.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html
 */
export const UpdateSAMLProvider: Operation<
  IamScope,
  UpdateSAMLProviderInput,
  UpdateSAMLProviderOutput
> = {
  readOnly: false,
  questions: ({ SAMLProviderArn }, { samlProviders }) => [
    samlProviders.question('iam:UpdateSAMLProvider', SAMLProviderArn),
  ],
  perform: (input, { samlProviders }) => {
    const provider = samlProviders.require(input.SAMLProviderArn)
    refusePrivateKeys(input.AddPrivateKey, input.RemovePrivateKey)
    const { SAMLMetadataDocument: metadata, AssertionEncryptionMode: encryption } = input
    const next = {
      ...provider.value,
      ...(metadata !== undefined && { metadata: requireMetadata(metadata) }),
      ...(encryption !== undefined && { encryption }),
    }
    return {
      output: { SAMLProviderArn: provider.id },
      changes: [samlProviders.put(provider, next)],
    }
  },
}

import type { Operation } from '../../operation.ts'
import { validUntil } from '../identity-providers.ts'
import type { GetSAMLProviderInput, GetSAMLProviderOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers a SAML provider with its metadata.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html
 */
export const GetSAMLProvider: Operation<IamScope, GetSAMLProviderInput, GetSAMLProviderOutput> = {
  readOnly: true,
  questions: ({ SAMLProviderArn }, { samlProviders }) => [
    samlProviders.question('iam:GetSAMLProvider', SAMLProviderArn),
  ],
  perform: ({ SAMLProviderArn }, { samlProviders }) => {
    const { value } = samlProviders.require(SAMLProviderArn)
    const { encryption, tags } = value
    return {
      output: {
        SAMLProviderUUID: value.uuid,
        SAMLMetadataDocument: value.metadata,
        CreateDate: new Date(value.createdAt),
        ValidUntil: validUntil(value.metadata, value.createdAt),
        ...(encryption !== undefined && { AssertionEncryptionMode: encryption }),
        ...(tags.length > 0 && { Tags: tags }),
      },
    }
  },
}

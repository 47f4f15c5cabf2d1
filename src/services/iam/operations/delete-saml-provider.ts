import type { Operation } from '../../operation.ts'
import type { DeleteSAMLProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Deletes a SAML provider. Trust policies go on naming it.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html
 */
export const DeleteSAMLProvider: Operation<IamScope, DeleteSAMLProviderInput, void> = {
  readOnly: false,
  questions: ({ SAMLProviderArn }, { samlProviders }) => [
    samlProviders.question('iam:DeleteSAMLProvider', SAMLProviderArn),
  ],
  perform: ({ SAMLProviderArn }, { samlProviders }) => ({
    changes: [samlProviders.remove(samlProviders.require(SAMLProviderArn))],
  }),
}

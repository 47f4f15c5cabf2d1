import type { Operation } from '../../operation.ts'
import type { UntagSAMLProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withoutTags } from '../tags.ts'

/**
 * Removes tags from the SAML provider; one that it does not have is none to remove.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagSAMLProvider.html
 */
export const UntagSAMLProvider: Operation<IamScope, UntagSAMLProviderInput, void> = {
  readOnly: false,
  questions: ({ SAMLProviderArn, TagKeys }, { samlProviders }) => [
    samlProviders.question('iam:UntagSAMLProvider', SAMLProviderArn, { 'aws:TagKeys': TagKeys }),
  ],
  perform: ({ SAMLProviderArn, TagKeys }, { samlProviders }) => {
    const provider = samlProviders.require(SAMLProviderArn)
    return { changes: [samlProviders.put(provider, withoutTags(provider.value, TagKeys))] }
  },
}

import type { Operation } from '../../operation.ts'
import { requestTagContext } from '../context-keys.ts'
import type { TagSAMLProviderInput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import { withTags } from '../tags.ts'

/**
 * Adds tags to the SAML provider, or replaces the values of those it has.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagSAMLProvider.html
 */
export const TagSAMLProvider: Operation<IamScope, TagSAMLProviderInput, void> = {
  readOnly: false,
  questions: ({ SAMLProviderArn, Tags }, { samlProviders }) => [
    samlProviders.question('iam:TagSAMLProvider', SAMLProviderArn, requestTagContext(Tags)),
  ],
  perform: ({ SAMLProviderArn, Tags }, { samlProviders }) => {
    const provider = samlProviders.require(SAMLProviderArn)
    return { changes: [samlProviders.put(provider, withTags(provider.value, Tags))] }
  },
}

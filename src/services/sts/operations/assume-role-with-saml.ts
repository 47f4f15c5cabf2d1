import { hasSamlProvider } from '../../iam/api.ts'
import type { Operation } from '../../operation.ts'
import { InvalidIdentityToken } from '../errors.ts'
import type { AssumeRoleWithSAMLInput } from '../model.ts'
import type { StsScope } from '../scope.ts'

/**
 * UNLIKE AWS: no assertion is read here, so none is believed: every one is refused in the words
 * that AWS has for a signature that does not hold.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
export const AssumeRoleWithSAML: Operation<StsScope, AssumeRoleWithSAMLInput, void> = {
  readOnly: true,
  identify: async ({ PrincipalArn }, { store }) => {
    throw hasSamlProvider(store, PrincipalArn)
      ? InvalidIdentityToken('Response signature invalid')
      : InvalidIdentityToken("Specified provider doesn't exist")
  },
  questions: () => [],
  perform: () => {
    // INVARIANT: nobody is identified, so nobody gets here.
    throw new Error('a SAML assertion was believed')
  },
}

import type { Operation } from '../../operation.ts'
import { samlProviderArn } from '../arns.ts'
import { validUntil } from '../identity-providers.ts'
import type { ListSAMLProvidersOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the account's SAML providers, all at once.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html
 */
export const ListSAMLProviders: Operation<IamScope, unknown, ListSAMLProvidersOutput> = {
  readOnly: true,
  questions: (_input, { samlProviders, account }) => [
    samlProviders.question('iam:ListSAMLProviders', samlProviderArn(account, '*')),
  ],
  perform: (_input, { samlProviders }) => {
    const shown = [...samlProviders.all()].map(({ id, value: { metadata, createdAt } }) => ({
      Arn: id,
      ValidUntil: validUntil(metadata, createdAt),
      CreateDate: new Date(createdAt),
    }))
    return { output: { SAMLProviderList: shown } }
  },
}

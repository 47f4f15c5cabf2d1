import type { Operation } from '../../operation.ts'
import { oidcProviderArn } from '../arns.ts'
import type { ListOpenIDConnectProvidersOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers the account's OIDC providers, all at once.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html
 */
export const ListOpenIDConnectProviders: Operation<
  IamScope,
  unknown,
  ListOpenIDConnectProvidersOutput
> = {
  readOnly: true,
  questions: (_input, { oidcProviders, account }) => [
    oidcProviders.question('iam:ListOpenIDConnectProviders', oidcProviderArn(account, '*')),
  ],
  perform: (_input, { oidcProviders }) => {
    const rows = [...oidcProviders.all()]
    return { output: { OpenIDConnectProviderList: rows.map(({ id }) => ({ Arn: id })) } }
  },
}

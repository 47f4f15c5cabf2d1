import type { Operation } from '../../operation.ts'
import { providerName } from '../arns.ts'
import type { GetOpenIDConnectProviderInput, GetOpenIDConnectProviderOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'

/**
 * Answers an OIDC provider. Its URL is told without the scheme, as AWS does.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html
 */
export const GetOpenIDConnectProvider: Operation<
  IamScope,
  GetOpenIDConnectProviderInput,
  GetOpenIDConnectProviderOutput
> = {
  readOnly: true,
  questions: ({ OpenIDConnectProviderArn }, { oidcProviders }) => [
    oidcProviders.question('iam:GetOpenIDConnectProvider', OpenIDConnectProviderArn),
  ],
  perform: ({ OpenIDConnectProviderArn }, { oidcProviders }) => {
    const { value } = oidcProviders.require(OpenIDConnectProviderArn)
    return {
      output: {
        Url: providerName(value.issuer),
        ClientIDList: value.clientIds,
        ThumbprintList: value.thumbprints,
        CreateDate: new Date(value.createdAt),
        ...(value.tags.length > 0 && { Tags: value.tags }),
      },
    }
  },
}

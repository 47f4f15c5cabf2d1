import type { Operation } from '../../operation.ts'
import { oidcProviderArn } from '../arns.ts'
import { requestTagContext } from '../context-keys.ts'
import { EntityAlreadyExists, quotaExceeded } from '../errors.ts'
import { requireClientIds, requireIssuer, requireThumbprints } from '../identity-providers.ts'
import { limits } from '../limits.ts'
import type {
  CreateOpenIDConnectProviderInput,
  CreateOpenIDConnectProviderOutput,
} from '../model.ts'
import type { IamScope } from '../scope.ts'
import type { OidcProviderRow } from '../tables.ts'
import { requireDistinctTags } from '../tags.ts'

/**
 * Registers an OIDC provider, whose tokens AssumeRoleWithWebIdentity takes from then on.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export const CreateOpenIDConnectProvider: Operation<
  IamScope,
  CreateOpenIDConnectProviderInput,
  CreateOpenIDConnectProviderOutput
> = {
  readOnly: false,
  questions: ({ Url, Tags = [] }, { account, oidcProviders }) => {
    const arn = oidcProviderArn(account, requireIssuer(Url))
    const may = (action: string) => oidcProviders.question(action, arn, requestTagContext(Tags))
    const create = may('iam:CreateOpenIDConnectProvider')
    return Tags.length > 0 ? [create, may('iam:TagOpenIDConnectProvider')] : [create]
  },
  perform: (input, { account, oidcProviders, now }) => {
    const issuer = requireIssuer(input.Url)
    const arn = oidcProviderArn(account, issuer)
    if (oidcProviders.find(arn)) throw taken(input.Url)
    const max = limits.oidcProvidersPerAccountMax
    const count = [...oidcProviders.all()].length
    if (count >= max) throw quotaExceeded('OpenIdConnectProvidersPerAccount', max)
    const row: OidcProviderRow = {
      account,
      issuer,
      clientIds: requireClientIds(input.ClientIDList),
      thumbprints: requireThumbprints(input.ThumbprintList),
      createdAt: now.toISOString(),
      tags: requireDistinctTags(input.Tags),
    }
    const tags = row.tags.length > 0 ? { Tags: row.tags } : {}
    return {
      output: { OpenIDConnectProviderArn: arn, ...tags },
      changes: [oidcProviders.make(arn, row)],
    }
  },
}

const taken = (url: string) => EntityAlreadyExists(`Provider with url ${url} already exists.`)

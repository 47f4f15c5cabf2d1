import type { Operation } from '../../operation.ts'
import { samlProviderArn } from '../arns.ts'
import { requestTagContext } from '../context-keys.ts'
import { EntityAlreadyExists, quotaExceeded } from '../errors.ts'
import { refusePrivateKeys, requireMetadata } from '../identity-providers.ts'
import { limits } from '../limits.ts'
import type { CreateSAMLProviderInput, CreateSAMLProviderOutput } from '../model.ts'
import type { IamScope } from '../scope.ts'
import type { SamlProviderRow } from '../tables.ts'
import { requireDistinctTags } from '../tags.ts'

/**
 * Registers a SAML provider, so that trust policies can name it.
 *
 * UNLIKE AWS: its assertions are not taken; AssumeRoleWithSAML refuses every one.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
 */
export const CreateSAMLProvider: Operation<
  IamScope,
  CreateSAMLProviderInput,
  CreateSAMLProviderOutput
> = {
  readOnly: false,
  questions: ({ Name, Tags = [] }, { account, samlProviders }) => {
    const arn = samlProviderArn(account, Name)
    const may = (action: string) => samlProviders.question(action, arn, requestTagContext(Tags))
    const create = may('iam:CreateSAMLProvider')
    return Tags.length > 0 ? [create, may('iam:TagSAMLProvider')] : [create]
  },
  perform: (input, { account, samlProviders, world, now }) => {
    const arn = samlProviderArn(account, input.Name)
    if (samlProviders.find(arn)) throw taken(input.Name)
    const max = limits.samlProvidersPerAccountMax
    if ([...samlProviders.all()].length >= max) throw quotaExceeded('SAMLProvidersPerAccount', max)
    refusePrivateKeys(input.AddPrivateKey)
    const { AssertionEncryptionMode: encryption } = input
    const row: SamlProviderRow = {
      account,
      uuid: world.uuid(),
      metadata: requireMetadata(input.SAMLMetadataDocument),
      createdAt: now.toISOString(),
      ...(encryption !== undefined && { encryption }),
      tags: requireDistinctTags(input.Tags),
    }
    const tags = row.tags.length > 0 ? { Tags: row.tags } : {}
    return { output: { SAMLProviderArn: arn, ...tags }, changes: [samlProviders.make(arn, row)] }
  },
}

const taken = (name: string) =>
  EntityAlreadyExists(`SAMLProvider with name ${name} already exists.`)

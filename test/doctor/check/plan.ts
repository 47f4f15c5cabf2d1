// Plans of Terraform's as `terraform show -json` writes them, as much of them as matters.

export const ACCOUNT = '111122223333'
export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
export const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY_ID}`

export const accountStatement = {
  Sid: 'Enable IAM User Permissions',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
}
export const policyText = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

export interface Change {
  readonly address: string
  readonly mode?: 'data'
  readonly actions: readonly string[]
  readonly before?: object | null
  readonly after?: object | null
  readonly unknown?: object
  readonly expressions?: object
}

/** The type is the part of the address before the name. */
const typeOf = (address: string): string =>
  /^(?:module\.[^.]+\.)*(?:data\.)?([^.]+)\./.exec(address)?.[1] ?? ''

export function plan(...changes: readonly Change[]): object {
  const resources = changes.map(({ address, expressions }) => {
    const configuredAs = address.replaceAll(/\[.*?\]/g, '').replace(/^module\.keys\./, '')
    return { address: configuredAs, ...(expressions && { expressions }) }
  })
  const own = resources.filter((_, at) => !changes[at]?.address.startsWith('module.keys.'))
  const inModule = resources.filter((_, at) => changes[at]?.address.startsWith('module.keys.'))
  const identity = { account_id: ACCOUNT, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Plan/ci` }
  const caller = { type: 'aws_caller_identity', mode: 'data', values: identity }
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    resource_changes: changes.map(
      ({ address, mode = 'managed', actions, before = null, after = null, unknown = {} }) => ({
        address,
        mode,
        type: typeOf(address),
        change: { actions, before, after, after_unknown: unknown },
      }),
    ),
    prior_state: { values: { root_module: { resources: [caller] } } },
    configuration: {
      root_module: {
        resources: own,
        module_calls: { keys: { module: { resources: inModule } } },
      },
    },
  }
}

// The ARNs of IAM's entities. `base/arn.ts` refuses `arn:aws:iam::aws:policy/X`, because `aws` is
// no account; here it is one.

import type { Arn } from '../../base/arn.ts'
import { arnOf, parseArn } from '../../base/arn.ts'
import type { AccountId } from '../../base/account-id.ts'
import { parseAccountId } from '../../base/account-id.ts'

export type EntityKind = 'user' | 'role' | 'group' | 'policy'

interface Place {
  readonly account: AccountId
  readonly path: string
  readonly name: string
}

export interface EntityPlace extends Place {
  readonly kind: EntityKind
}

const ENTITY = /^(user|role|group|policy)(\/(?:[\x21-\x7e]+\/)?)([\w+=,.@-]+)$/

export function entityArn(kind: EntityKind, { account, path, name }: Place): Arn {
  return arnOf('iam', '', account, `${kind}${path}${name}`)
}

/** What an IAM ARN names; undefined for any other ARN, and for AWS managed policies. */
export function parseEntityArn(text: string): EntityPlace | undefined {
  const arn = parseArn(text)
  if (arn?.service !== 'iam' || arn.region !== '') return undefined
  const account = parseAccountId(arn.account)
  const match = ENTITY.exec(arn.resource)
  if (account === undefined || !match) return undefined
  const [, kind, path = '/', name = ''] = match
  return { kind: kind as EntityKind, account, path, name }
}

export const instanceProfileArn = ({ account, path, name }: Place): Arn =>
  arnOf('iam', '', account, `instance-profile${path}${name}`)

/** The serial number of a virtual MFA device. */
export const mfaDeviceArn = ({ account, path, name }: Place): Arn =>
  arnOf('iam', '', account, `mfa${path}${name}`)

/** The provider's URL without its scheme is its name. */
export const oidcProviderArn = (account: AccountId, issuer: string): Arn =>
  arnOf('iam', '', account, `oidc-provider/${providerName(issuer)}`)

/** What condition keys about its tokens begin with: `token.example.com/realm`. */
export const providerName = (issuer: string): string => issuer.replace(/^https?:\/\//, '')

export const samlProviderArn = (account: AccountId, name: string): Arn =>
  arnOf('iam', '', account, `saml-provider/${name}`)

/** `arn:aws:sts::A:assumed-role/R/S`: without the role's path, as AWS writes it. */
export function assumedRoleArn(account: AccountId, roleName: string, sessionName: string): Arn {
  return arnOf('sts', '', account, `assumed-role/${roleName}/${sessionName}`)
}

export function federatedUserArn(account: AccountId, name: string): Arn {
  return arnOf('sts', '', account, `federated-user/${name}`)
}

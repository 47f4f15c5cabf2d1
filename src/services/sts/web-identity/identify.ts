// Who stands behind a web identity token: its provider is registered, and its signature holds.

import { parseAccountId } from '../../../base/account-id.ts'
import type { AccountId } from '../../../base/account-id.ts'
import { parseArn } from '../../../base/arn.ts'
import type { Caller } from '../../../base/caller.ts'
import { secondMs } from '../../../base/sizes.ts'
import type { OidcProviderFacts } from '../../iam/api.ts'
import { findOidcProvider } from '../../iam/api.ts'
import type { UnsignedScope } from '../../operation.ts'
import { ExpiredTokenException, InvalidIdentityToken, ValidationError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { AssumeRoleWithWebIdentityInput } from '../model.ts'
import type { JsonWebToken } from './json-web-token.ts'
import { isSignedWith } from './json-web-token.ts'
import { providerKey } from './provider-keys.ts'
import type { TokenClaims } from './token-claims.ts'
import { requireClaims, requireToken } from './token-claims.ts'

/** The role's account must know the provider: nobody else's word is asked for, or taken. */
export async function identifyWebIdentity(
  input: AssumeRoleWithWebIdentityInput,
  scope: UnsignedScope,
): Promise<Caller> {
  const account = requireRoleAccount(input.RoleArn)
  refuseProviderId(input)
  const token = requireToken(input.WebIdentityToken)
  const claims = requireClaims(token)
  const provider = findOidcProvider(scope.store, account, claims.issuer)
  if (!provider) throw unknownProvider(claims.issuer)
  if (!provider.clientIds.includes(claims.audience)) {
    throw InvalidIdentityToken('Incorrect token audience')
  }
  requireCurrent(claims, scope.now)
  await requireSignature(token, provider, scope)
  const { subject, audience } = claims
  const principal = { type: 'providedIdentity', arn: provider.arn, subject, audience } as const
  return { principal: { ...principal, account: undefined }, account }
}

function requireRoleAccount(roleArn: string): AccountId {
  const arn = parseArn(roleArn)
  const account = parseAccountId(arn?.account ?? '')
  const isRole = arn?.service === 'iam' && arn.resource.startsWith('role/')
  if (!isRole || account === undefined) throw ValidationError(`${roleArn} is invalid`)
  return account
}

/** UNLIKE AWS: the providers without a token of OpenID Connect (`www.amazon.com`) are not asked. */
function refuseProviderId({ ProviderId }: AssumeRoleWithWebIdentityInput): void {
  if (ProviderId === undefined) return
  throw InvalidIdentityToken('Provided Token is not a Login With Amazon token')
}

/** By the stack's clock. */
function requireCurrent({ expiresAt, notBefore }: TokenClaims, now: Date): void {
  const seconds = Math.floor(now.getTime() / secondMs)
  if (seconds >= expiresAt) {
    throw ExpiredTokenException(
      `Token expired: current date/time ${seconds} must be before the expiration date/time` +
        String(expiresAt),
    )
  }
  if (notBefore > seconds + limits.tokenSkewSeconds) {
    throw InvalidIdentityToken('The token is not valid yet') // The sentence is ours.
  }
}

async function requireSignature(
  token: JsonWebToken,
  { issuer }: OidcProviderFacts,
  { world }: UnsignedScope,
): Promise<void> {
  const { kid } = token.header
  const keyId = typeof kid === 'string' ? kid : ''
  // A provider that cannot be asked has no key to show; AWS says the same of both.
  const key = await providerKey(world, issuer, keyId).catch(() => undefined)
  if (!key) throw InvalidIdentityToken(NO_KEY)
  // The sentence is ours: AWS's is not known.
  if (!isSignedWith(token, key)) throw InvalidIdentityToken('The token has an invalid signature')
}

const unknownProvider = (issuer: string) =>
  InvalidIdentityToken(`No OpenIDConnect provider found in your account for ${issuer}`)

// To the letter, with its two spaces.
const NO_KEY =
  "Couldn't retrieve verification key from your identity provider,  " +
  'please reference AssumeRoleWithWebIdentity documentation for requirements'

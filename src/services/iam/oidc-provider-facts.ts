import type { AccountId } from '../../base/account-id.ts'
import type { StoreView } from '../../store/store.ts'
import { oidcProviderArn, providerName } from './arns.ts'
import { oidcProviders } from './tables.ts'

/** An OIDC provider, as far as its tokens are concerned. */
export interface OidcProviderFacts {
  readonly arn: string
  /** What condition keys about its tokens begin with: `token.example.com/realm`. */
  readonly name: string
  readonly issuer: string
  readonly clientIds: readonly string[]
}

/** The account's provider of exactly this issuer, but for a slash at its end. */
export function findOidcProvider(
  store: StoreView,
  account: AccountId,
  claimed: string,
): OidcProviderFacts | undefined {
  const issuer = claimed.replace(/\/+$/, '')
  const arn = oidcProviderArn(account, issuer)
  const provider = store.get(oidcProviders, arn)?.value
  // The ARN does not tell `http:` from `https:`; the issuer does.
  if (provider?.issuer !== issuer) return undefined
  return { arn, name: providerName(issuer), issuer, clientIds: provider.clientIds }
}

import { openGrantToken } from '../../../crypto/grant-token.ts'
import type { GrantTokenPlace } from '../../../crypto/grant-token.ts'
import type { RequestScope } from '../../operation.ts'
import { InvalidGrantTokenException } from '../errors.ts'

/**
 * Throws for a token that we did not give out. One that we did changes nothing: a grant is in
 * force as soon as it is made, and a token of one that ended gives nothing.
 */
export function requireGrantTokens(
  tokens: readonly string[] | undefined,
  scope: RequestScope,
): void {
  for (const token of tokens ?? []) requireGrantToken(token, scope)
}

export function requireGrantToken(token: string, { sealer }: RequestScope): GrantTokenPlace {
  const place = openGrantToken(token, sealer)
  if (!place) throw InvalidGrantTokenException()
  return place
}

import { InvalidGrantTokenException } from '../errors.ts'

/** No grant can be made, so no token is one of ours. */
export function requireGrantTokens(tokens: readonly string[] = []): void {
  if (tokens.length > 0) throw InvalidGrantTokenException()
}

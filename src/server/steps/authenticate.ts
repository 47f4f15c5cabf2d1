import { timingSafeEqual } from 'node:crypto'
import { readSignature, signatureRules } from '../../aws/sigv4/read-signature.ts'
import type { ScopedClaim, SignatureRules } from '../../aws/sigv4/read-signature.ts'
import { verifySignature } from '../../aws/sigv4/verify-signature.ts'
import type { Credential } from '../../services/sts/api.ts'
import { findCredential, hashSessionToken } from '../../services/sts/api.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Finds out who sent the request, and that nobody has changed it on the way. */
export function authenticate(exchange: Exchange): void {
  const { arrival, house } = exchange
  const rules = signatureRules(settled(exchange.service, 'decode').model)
  const signature = readSignature(arrival, rules, arrival.arrivedAt)
  const { accessKeyId } = signature
  const credential = findCredential(house.store, house.sealer, accessKeyId)
  requireUsable(credential, signature, rules, house.world.now())
  const key = house.signingKeys.of(signature, credential.secret)
  verifySignature(arrival, signature, key, rules)
  const { principal, session } = credential
  exchange.region = signature.region
  const { presigned, signedAt } = signature
  exchange.signature = { isPresigned: presigned !== undefined, signedAt }
  exchange.caller = {
    principal,
    account: principal.account,
    accessKeyId,
    ...(session && { session }),
  }
}

function requireUsable(
  credential: Credential | undefined,
  { sessionToken }: ScopedClaim,
  { errors }: SignatureRules,
  now: Date,
): asserts credential is Credential {
  if (!credential?.active) throw errors.invalidToken()
  if (!isTokenOf(credential, sessionToken)) throw errors.invalidToken()
  if (credential.session && credential.session.expiresAt <= now) throw errors.expiredToken()
}

/** Temporary credentials come with their token, long-term ones with none. */
function isTokenOf({ sessionTokenHash }: Credential, token: string | undefined): boolean {
  if (sessionTokenHash === undefined || token === undefined) return sessionTokenHash === token
  const [expected, given] = [Buffer.from(sessionTokenHash), Buffer.from(hashSessionToken(token))]
  return expected.length === given.length && timingSafeEqual(expected, given)
}

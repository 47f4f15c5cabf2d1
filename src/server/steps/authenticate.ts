import { sameText } from '../../base/constant-time.ts'
import { openPayload } from '../../aws/payload/open-payload.ts'
import type { CredentialErrors } from '../../aws/sigv4/errors.ts'
import type { ScopedClaim } from '../../aws/sigv4/read-signature.ts'
import { signatureScheme } from '../../aws/sigv4/signature-scheme.ts'
import { GLOBAL_REGION } from '../../base/region.ts'
import type { Credential } from '../../services/sts/api.ts'
import { findCredential, hashSessionToken } from '../../services/sts/api.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/**
 * Finds out who sent the request, and that nobody has changed it on the way. Operations that need
 * no signature carry a proof in their input, which `identify` reads.
 */
export function authenticate(exchange: Exchange): void {
  const { arrival, house } = exchange
  if (settled(exchange.operation, 'decode').identify) {
    // UNLIKE AWS: a request without a signature is us-east-1's, for no endpoint tells its Region.
    exchange.region = GLOBAL_REGION
    return
  }
  const { read, verify, errors } = signatureScheme(
    settled(exchange.service, 'decode').model,
    settled(exchange.operationName, 'decode'),
  )
  const signature = read(arrival, arrival.arrivedAt)
  const { accessKeyId } = signature
  const credential = findCredential(house.store, house.sealer, accessKeyId)
  requireUsable(credential, signature, errors, house.world.now())
  const key = house.signingKeys.of(signature, credential.secret)
  verify(arrival, signature, key)
  const { principal, session } = credential
  exchange.region = signature.region
  const { presigned, signedAt, signedHeaders } = signature
  exchange.signature = { isPresigned: presigned !== undefined, signedAt, signedHeaders }
  exchange.caller = {
    principal,
    account: principal.account,
    accessKeyId,
    ...(session && { session }),
  }
  // A document has been read for its input, and `verify` has held it against its signature.
  const { unread } = arrival
  if (!unread) return
  exchange.content = openPayload({ head: arrival, claim: signature, key }, unread.chunks())
}

function requireUsable(
  credential: Credential | undefined,
  { sessionToken }: ScopedClaim,
  errors: CredentialErrors,
  now: Date,
): asserts credential is Credential {
  if (!credential?.active) throw errors.invalidAccessKey()
  if (!isTokenOf(credential, sessionToken)) throw errors.invalidToken()
  if (credential.session && credential.session.expiresAt <= now) throw errors.expiredToken()
}

/** Temporary credentials come with their token, long-term ones with none. */
function isTokenOf({ sessionTokenHash }: Credential, token: string | undefined): boolean {
  if (sessionTokenHash === undefined || token === undefined) return sessionTokenHash === token
  return sameText(sessionTokenHash, hashSessionToken(token))
}

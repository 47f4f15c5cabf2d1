import { timingSafeEqual } from 'node:crypto'
import { openPayload } from '../../aws/payload/open-payload.ts'
import type { CredentialErrors } from '../../aws/sigv4/errors.ts'
import type { ScopedClaim } from '../../aws/sigv4/read-signature.ts'
import { signatureScheme } from '../../aws/sigv4/signature-scheme.ts'
import type { Credential } from '../../services/sts/api.ts'
import { findCredential, hashSessionToken } from '../../services/sts/api.ts'
import type { Exchange, UnreadBody } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Finds out who sent the request, and that nobody has changed it on the way. */
export function authenticate(exchange: Exchange): void {
  const { arrival, house } = exchange
  const { model } = settled(exchange.service, 'decode')
  const operation = settled(exchange.operationName, 'decode')
  const { read, verify, errors } = signatureScheme(model, operation)
  const signature = read(arrival, arrival.arrivedAt)
  const { accessKeyId } = signature
  const credential = findCredential(house.store, house.sealer, accessKeyId)
  requireUsable(credential, signature, errors, house.world.now())
  const key = house.signingKeys.of(signature, credential.secret)
  verify(arrival, signature, key)
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
  const { unread } = arrival
  if (!unread) return
  exchange.content = openPayload({ head: arrival, claim: signature, key }, whenAsked(unread))
}

/** Nothing is read, and no client is told to go on, before somebody wants the first bytes. */
async function* whenAsked({ chunks }: UnreadBody): AsyncGenerator<Uint8Array, undefined> {
  yield* chunks()
  return undefined
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
  const [expected, given] = [Buffer.from(sessionTokenHash), Buffer.from(hashSessionToken(token))]
  return expected.length === given.length && timingSafeEqual(expected, given)
}

import { requireDeclaredBody } from '../payload/require-declared-body.ts'
import { streamsInput } from '../model.ts'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import type { ServiceModel } from '../shapes.ts'
import type { WireRequest } from '../wire-request.ts'
import type { CredentialErrors } from './errors.ts'
import { readS3Signature } from './read-s3-signature.ts'
import { readSignature, signatureRules, type ScopedClaim } from './read-signature.ts'
import { s3CredentialErrors } from './s3-errors.ts'
import { verifyS3Signature } from './verify-s3-signature.ts'
import { verifySignature } from './verify-signature.ts'

/** How a service takes signatures. The wall clock's time is `now`. */
export interface SignatureScheme {
  readonly read: (request: WireRequest, now: Date) => ScopedClaim
  readonly verify: (request: WireRequest, claim: ScopedClaim, key: SecretBytes) => void
  readonly errors: CredentialErrors
}

/** Of a body that streams, the head alone is verified: `openPayload` does the rest. */
export function signatureScheme(model: ServiceModel, operation: string): SignatureScheme {
  if (model.protocol === 'restXml') return streamsInput(model, operation) ? streamed : whole
  const known = schemes.get(model)
  if (known) return known
  const scheme = schemeOf(model)
  schemes.set(model, scheme)
  return scheme
}

const schemes = new WeakMap<ServiceModel, SignatureScheme>()

function schemeOf(model: ServiceModel): SignatureScheme {
  const rules = signatureRules(model)
  return {
    read: (request, now) => readSignature(request, rules, now),
    verify: (request, claim, key) => verifySignature(request, claim, key, rules),
    errors: rules.errors,
  }
}

const streamed: SignatureScheme = {
  read: readS3Signature,
  verify: verifyS3Signature,
  errors: s3CredentialErrors,
}

const whole: SignatureScheme = {
  ...streamed,
  verify: (request, claim, key) => {
    verifyS3Signature(request, claim, key)
    requireDeclaredBody(request, claim)
  },
}

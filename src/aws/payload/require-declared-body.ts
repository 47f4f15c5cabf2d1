import type { Claim } from '../sigv4/claim.ts'
import { contentForm, declaredHash } from '../sigv4/content-hash.ts'
import { sha256Hex } from '../sigv4/verify-signature.ts'
import type { WireRequest } from '../wire-request.ts'
import { payloadErrors } from './payload-errors.ts'

/** For a body that is held whole; `openPayload` is for one that streams. */
export function requireDeclaredBody(request: WireRequest, claim: Claim): void {
  const form = contentForm(declaredHash(request, claim))
  if (form.kind === 'unsigned') return
  if (form.kind === 'chunks') throw payloadErrors.invalidForm()
  const computed = sha256Hex(request.body)
  if (computed !== form.sha256) throw payloadErrors.hashMismatch(form.sha256, computed)
}

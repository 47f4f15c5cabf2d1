import type { Operation } from '../../operation.ts'
import { KMSInvalidSignatureException } from '../errors.ts'
import type { VerifyInput, VerifyOutput } from '../model.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import {
  isSignature,
  recordedSignature,
  requireSigningKey,
  signatureQuestions,
} from '../resources/signatures.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Verifies a signature that Sign has made, or anybody else with the same key pair. One that does
 * not fit is an exception: no answer says `false`.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html
 */
export const Verify: Operation<KmsScope, VerifyInput, VerifyOutput> = {
  readOnly: true,
  questions: (input, scope) => signatureQuestions('Verify', input, scope),
  perform(input, scope) {
    const key = requireSigningKey('Verify', input, scope)
    const { secret } = scope.keyMaterials.current(key)
    if (!isSignature(key, secret, input, input.Signature)) throw KMSInvalidSignatureException()
    stopDryRun(input)
    const { SigningAlgorithm } = input
    return { output: { KeyId: key.arn, SignatureValid: true, SigningAlgorithm } }
  },
  requestParameters: (input) => recordedSignature('Verify', input),
}

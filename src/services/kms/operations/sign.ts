import type { Operation } from '../../operation.ts'
import type { SignInput, SignOutput } from '../model.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import {
  recordedSignature,
  requireSigningKey,
  signatureOf,
  signatureQuestions,
} from '../resources/signatures.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Signs a message with the private key of an asymmetric KMS key, or the digest that the caller has
 * made of it. ECDSA signatures are DER.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
 */
export const Sign: Operation<KmsScope, SignInput, SignOutput> = {
  readOnly: true,
  questions: (input, scope) => signatureQuestions('Sign', input, scope),
  perform(input, scope) {
    const key = requireSigningKey('Sign', input, scope)
    stopDryRun(input)
    const { secret } = scope.keyMaterials.current(key)
    const Signature = signatureOf(key, secret, input)
    return { output: { KeyId: key.arn, Signature, SigningAlgorithm: input.SigningAlgorithm } }
  },
  requestParameters: (input) => recordedSignature('Sign', input),
}

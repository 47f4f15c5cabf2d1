import { encapsulate } from '../../../crypto/key-pair/ml-kem.ts'
import type { Operation } from '../../operation.ts'
import type { EncapsulateInput, EncapsulateOutput } from '../model.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { encapsulationQuestions, requireMlKemKey } from '../resources/encapsulation.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Makes a secret to share with whoever may use the private key of an ML-KEM key: in clear, and in
 * the form from which Decapsulate recovers it.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html
 */
export const Encapsulate: Operation<KmsScope, EncapsulateInput, EncapsulateOutput> = {
  readOnly: true,
  questions: (input, scope) => encapsulationQuestions('Encapsulate', input, scope),
  perform(input, scope) {
    const { key, spec } = requireMlKemKey('Encapsulate', input, scope)
    stopDryRun(input)
    const { secret } = scope.keyMaterials.current(key)
    const { sharedSecret, ciphertext } = encapsulate(spec, secret)
    return {
      output: {
        KeyId: key.arn,
        SharedSecret: sharedSecret.use((bytes) => bytes),
        SharedSecretCiphertextBlob: ciphertext,
        EncapsulationAlgorithm: input.EncapsulationAlgorithm,
      },
    }
  },
}

import { decapsulate } from '../../../crypto/key-pair/ml-kem.ts'
import type { Operation } from '../../operation.ts'
import { InvalidCiphertextException } from '../errors.ts'
import type { DecapsulateInput, DecapsulateOutput } from '../model.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { encapsulationQuestions, requireMlKemKey } from '../resources/encapsulation.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Recovers the secret that was encapsulated with the public key of an ML-KEM key. Any ciphertext of
 * the right length gives one: whether both sides have the same they must find out themselves.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html
 */
export const Decapsulate: Operation<KmsScope, DecapsulateInput, DecapsulateOutput> = {
  readOnly: true,
  questions: (input, scope) => encapsulationQuestions('Decapsulate', input, scope),
  perform(input, scope) {
    const { key, spec } = requireMlKemKey('Decapsulate', input, scope)
    const material = scope.keyMaterials.current(key)
    const secret = decapsulate(spec, material.secret, input.SharedSecretCiphertextBlob)
    if (!secret) throw InvalidCiphertextException()
    stopDryRun(input)
    const SharedSecret = secret.use((bytes) => bytes)
    const { EncapsulationAlgorithm } = input
    return { output: { KeyId: key.arn, SharedSecret, EncapsulationAlgorithm } }
  },
}

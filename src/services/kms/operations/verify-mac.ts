import { verifyMac } from '../../../crypto/mac.ts'
import type { Operation } from '../../operation.ts'
import { KMSInvalidMacException } from '../errors.ts'
import type { VerifyMacInput, VerifyMacOutput } from '../model.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { MAC_HASHES, macQuestions, requireMacKey } from '../resources/macs.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Verifies a message authentication code. One that does not fit is an exception: no answer says
 * `false`.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html
 */
export const VerifyMac: Operation<KmsScope, VerifyMacInput, VerifyMacOutput> = {
  readOnly: true,
  questions: (input, scope) => macQuestions('VerifyMac', input, scope),
  perform(input, scope) {
    const { MacAlgorithm, Message, Mac } = input
    const key = requireMacKey('VerifyMac', input, scope)
    const { secret } = scope.keyMaterials.current(key)
    if (!verifyMac(secret, MAC_HASHES[MacAlgorithm], Message, Mac)) throw KMSInvalidMacException()
    stopDryRun(input)
    return { output: { KeyId: key.arn, MacValid: true, MacAlgorithm } }
  },
}

import { generateMac } from '../../../crypto/mac.ts'
import type { Operation } from '../../operation.ts'
import type { GenerateMacInput, GenerateMacOutput } from '../model.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { MAC_HASHES, macQuestions, requireMacKey } from '../resources/macs.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Makes the message authentication code of a message with an HMAC KMS key.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html
 */
export const GenerateMac: Operation<KmsScope, GenerateMacInput, GenerateMacOutput> = {
  readOnly: true,
  questions: (input, scope) => macQuestions('GenerateMac', input, scope),
  perform(input, scope) {
    const { MacAlgorithm, Message } = input
    const key = requireMacKey('GenerateMac', input, scope)
    stopDryRun(input)
    const { secret } = scope.keyMaterials.current(key)
    const Mac = generateMac(secret, MAC_HASHES[MacAlgorithm], Message)
    return { output: { Mac, MacAlgorithm, KeyId: key.arn } }
  },
}

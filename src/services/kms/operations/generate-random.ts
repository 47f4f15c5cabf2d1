import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation } from '../../operation.ts'
import { UnsupportedOperationException, ValidationException } from '../errors.ts'
import type { GenerateRandomInput, GenerateRandomOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import { handOut, recipientContext, recipientEvent, recipientOf } from '../resources/recipient.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Gives out random bytes. No key has a part in it.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html
 */
export const GenerateRandom: Operation<KmsScope, GenerateRandomInput, GenerateRandomOutput> = {
  readOnly: true,
  questions(input, scope) {
    requireNumberOfBytes(input)
    return [{ ...onAccount('kms:GenerateRandom', scope), context: recipientContext(input, scope) }]
  },
  perform(input, scope) {
    if (input.CustomKeyStoreId !== undefined) {
      const { value } = scope.customKeyStores.require(input.CustomKeyStoreId)
      // The sentence is ours. AWS has random bytes of AWS CloudHSM clusters only, too.
      throw UnsupportedOperationException(`Custom key store ${value.id} has no random bytes.`)
    }
    const bytes = new SecretBytes(scope.world.randomBytes(requireNumberOfBytes(input)))
    const recipient = recipientOf(input, scope)
    const { clear: Plaintext, CiphertextForRecipient } = handOut(bytes, recipient, scope)
    return { output: { Plaintext, CiphertextForRecipient }, event: recipientEvent(recipient) }
  },
  requestParameters: () => null,
}

function requireNumberOfBytes({ NumberOfBytes }: GenerateRandomInput): number {
  if (NumberOfBytes === undefined) throw ValidationException('NumberOfBytes is required.')
  return NumberOfBytes
}

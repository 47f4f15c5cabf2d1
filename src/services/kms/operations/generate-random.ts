import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation } from '../../operation.ts'
import { CustomKeyStoreNotFoundException, ValidationException } from '../errors.ts'
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
    // No account has a custom key store here.
    if (input.CustomKeyStoreId !== undefined) throw CustomKeyStoreNotFoundException()
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

import type { Operation } from '../../operation.ts'
import type { GenerateDataKeyInput, GenerateDataKeyOutput } from '../model.ts'
import { dataKeyQuestions, newDataKey, prepareDataKey } from '../resources/data-keys.ts'
import { handOut, recipientContext, recipientEvent, recipientOf } from '../resources/recipient.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Makes a data key: random bytes for encrypting outside of KMS, in clear and encrypted. Decrypt
 * gives the encrypted one back.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 */
export const GenerateDataKey: Operation<KmsScope, GenerateDataKeyInput, GenerateDataKeyOutput> = {
  readOnly: true,
  questions: (input, scope) =>
    dataKeyQuestions('GenerateDataKey', input, scope, recipientContext(input, scope)),
  prepare: (input, scope) => prepareDataKey('GenerateDataKey', input, scope),
  perform(input, scope, prepared) {
    const { plaintext, encrypted, event } = newDataKey('GenerateDataKey', input, scope, prepared)
    const recipient = recipientOf(input, scope)
    const { clear: Plaintext, CiphertextForRecipient } = handOut(plaintext, recipient, scope)
    return {
      output: { ...encrypted, Plaintext, CiphertextForRecipient },
      event: recipientEvent(recipient, event),
    }
  },
}

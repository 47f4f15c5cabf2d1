import type { Operation } from '../../operation.ts'
import type { GenerateDataKeyInput, GenerateDataKeyOutput } from '../model.ts'
import { dataKeyQuestions, newDataKey, prepareDataKey } from '../resources/data-keys.ts'
import { refuseRecipient } from '../resources/recipient.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Makes a data key: random bytes for encrypting outside of KMS, in clear and encrypted. Decrypt
 * gives the encrypted one back.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 */
export const GenerateDataKey: Operation<KmsScope, GenerateDataKeyInput, GenerateDataKeyOutput> = {
  readOnly: true,
  questions(input, scope) {
    refuseRecipient(input)
    return dataKeyQuestions('GenerateDataKey', input, scope)
  },
  prepare: (input, scope) => prepareDataKey('GenerateDataKey', input, scope),
  perform(input, scope, prepared) {
    const { plaintext, encrypted, event } = newDataKey('GenerateDataKey', input, scope, prepared)
    return { output: { ...encrypted, Plaintext: plaintext.use((bytes) => bytes) }, event }
  },
}

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation } from '../../operation.ts'
import type { GenerateDataKeyPairInput, GenerateDataKeyPairOutput } from '../model.ts'
import {
  dataKeyPairQuestions,
  makeDataKeyPair,
  wrapDataKeyPair,
} from '../resources/data-key-pairs.ts'
import { handOut, recipientContext, recipientEvent, recipientOf } from '../resources/recipient.ts'
import type { KmsScope } from '../scope.ts'

const NAME = 'GenerateDataKeyPair'

/**
 * Makes a key pair for use outside of KMS: the private key in clear (PKCS#8) and encrypted, the
 * public key as SubjectPublicKeyInfo. Decrypt gives the encrypted one back.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html
 */
export const GenerateDataKeyPair: Operation<
  KmsScope,
  GenerateDataKeyPairInput,
  GenerateDataKeyPairOutput
> = {
  readOnly: true,
  questions: (input, scope) =>
    dataKeyPairQuestions(NAME, input, scope, recipientContext(input, scope)),
  prepare: (input, scope) => makeDataKeyPair(NAME, input, scope),
  perform(input, scope, prepared) {
    const privateKey = prepared as SecretBytes
    const { output, event } = wrapDataKeyPair(NAME, input, scope, privateKey)
    const recipient = recipientOf(input, scope)
    const { clear: PrivateKeyPlaintext, CiphertextForRecipient } = handOut(
      privateKey,
      recipient,
      scope,
    )
    return {
      output: { ...output, PrivateKeyPlaintext, CiphertextForRecipient },
      event: recipientEvent(recipient, event),
    }
  },
}

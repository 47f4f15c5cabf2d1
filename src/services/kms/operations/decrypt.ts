import type { Operation, Question } from '../../operation.ts'
import type { DecryptInput, DecryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import {
  findKeyOfCiphertext,
  ignoresCiphertext,
  openCiphertext,
  requireDecryption,
  requireNamedKey,
  requireSomethingToAskAbout,
} from '../resources/ciphertexts.ts'
import type { NamedCiphertext } from '../resources/ciphertexts.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM } from '../resources/encryption-algorithm.ts'
import { materialEvent, materialIdOf } from '../resources/encryption.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { existing } from '../resources/keys.ts'
import { handOut, recipientContext, recipientEvent, recipientOf } from '../resources/recipient.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Opens a ciphertext with the key material that made it, also when the key has newer material.
 *
 * Without a KeyId the ciphertext says which key it was. With one, the ciphertext must be of that
 * key. A wrong encryption context and damage answer alike, and without a message. What an RSA key
 * encrypted says nothing of its key: it needs the KeyId and the algorithm.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 */
export const Decrypt: Operation<KmsScope, DecryptInput, DecryptOutput> = {
  readOnly: true,
  questions,
  perform(input, scope) {
    const { EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext, CiphertextBlob } = input
    const key = existing(findKeyOfCiphertext(ciphertextOf(input), scope))
    requireState(key, 'Decrypt')
    const encryption = { algorithm: EncryptionAlgorithm, context: EncryptionContext }
    requireDecryption(key, CiphertextBlob, encryption, 'Decrypt')
    if (ignoresCiphertext(input)) stopDryRun(input)
    const { plaintext, material } = openCiphertext(CiphertextBlob, key, encryption, scope)
    stopDryRun(input)
    const recipient = recipientOf(input, scope)
    const { clear: Plaintext, CiphertextForRecipient } = handOut(plaintext, recipient, scope)
    const KeyMaterialId = materialIdOf(key, material)
    return {
      output: {
        KeyId: key.arn,
        Plaintext,
        EncryptionAlgorithm,
        CiphertextForRecipient,
        KeyMaterialId,
      },
      event: recipientEvent(recipient, materialEvent(key, material)),
    }
  },
  requestParameters: (input) =>
    recordedInput('Decrypt', { EncryptionAlgorithm: DEFAULT_ALGORITHM, ...input }),
}

function questions(input: DecryptInput, scope: KmsScope): readonly Question[] {
  const { EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext, GrantTokens } = input
  requireEncryptionContext(EncryptionContext)
  requireSomethingToAskAbout(ciphertextOf(input), input, 'keyId')
  requireNamedKey(ciphertextOf(input), EncryptionAlgorithm, 'KeyId')
  const target = findKeyOfCiphertext(ciphertextOf(input), scope)
  requireGrantTokens(GrantTokens, scope)
  const context = {
    ...cryptographicContext(EncryptionAlgorithm, EncryptionContext),
    ...recipientContext(input, scope),
  }
  return [onKey('kms:Decrypt', target, scope, { context })]
}

const ciphertextOf = ({ CiphertextBlob, KeyId }: DecryptInput): NamedCiphertext => ({
  blob: CiphertextBlob,
  keyId: KeyId,
})

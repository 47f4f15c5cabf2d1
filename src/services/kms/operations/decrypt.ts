import type { Operation, Question } from '../../operation.ts'
import type { DecryptInput, DecryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import {
  blobToOpen,
  findKeyOfCiphertext,
  ignoresCiphertext,
  openCiphertext,
  openOutside,
  requireExternalBlob,
  requireDecryption,
  requireNamedKey,
  requireSomethingToAskAbout,
} from '../resources/ciphertexts.ts'
import type { NamedCiphertext } from '../resources/ciphertexts.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM } from '../resources/encryption-algorithm.ts'
import type { Encryption } from '../resources/encryption-algorithm.ts'
import { isExternal, toldMaterialId } from '../resources/external-keys.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { materialEvent } from '../resources/material-event.ts'
import { existing } from '../resources/keys.ts'
import type { Key } from '../resources/keys.ts'
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
  prepare(input, scope) {
    const key = requireKey(input, scope)
    if (input.DryRun) return undefined
    return openOutside(input.CiphertextBlob, key, encryptionOf(input), 'Decrypt', scope)
  },
  perform(input, scope, prepared) {
    const { EncryptionAlgorithm = DEFAULT_ALGORITHM, CiphertextBlob } = input
    const key = requireKey(input, scope)
    if (ignoresCiphertext(input)) stopDryRun(input)
    requireExternalBlob(CiphertextBlob, key)
    if (isExternal(key)) stopDryRun(input)
    const opened = openCiphertext(CiphertextBlob, key, encryptionOf(input), scope, prepared)
    stopDryRun(input)
    const recipient = recipientOf(input, scope)
    const { clear, CiphertextForRecipient } = handOut(opened.plaintext, recipient, scope)
    const KeyMaterialId = toldMaterialId(key, opened.material)
    return {
      output: {
        KeyId: key.arn,
        Plaintext: clear,
        EncryptionAlgorithm,
        CiphertextForRecipient,
        KeyMaterialId,
      },
      event: recipientEvent(recipient, materialEvent({ keyMaterialId: KeyMaterialId })),
    }
  },
  requestParameters: (input) =>
    recordedInput('Decrypt', { EncryptionAlgorithm: DEFAULT_ALGORITHM, ...input }),
}

/** The key, in a state and of a spec in which it works. */
function requireKey(input: DecryptInput, scope: KmsScope): Key {
  const key = existing(findKeyOfCiphertext(ciphertextOf(input), scope))
  requireState(key, 'Decrypt')
  requireDecryption(key, blobToOpen(input), encryptionOf(input), 'Decrypt')
  return key
}

const encryptionOf = (input: DecryptInput): Encryption => ({
  algorithm: input.EncryptionAlgorithm ?? DEFAULT_ALGORITHM,
  context: input.EncryptionContext,
})

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

const ciphertextOf = (input: DecryptInput): NamedCiphertext => ({
  blob: blobToOpen(input),
  keyId: input.KeyId,
})

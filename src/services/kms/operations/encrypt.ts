import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation, Question } from '../../operation.ts'
import type { EncryptInput, EncryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM, requireEncryption } from '../resources/encryption-algorithm.ts'
import type { Encryption } from '../resources/encryption-algorithm.ts'
import { encrypted, encryptOutside } from '../resources/encryption.ts'
import { isExternal, toldMaterialId } from '../resources/external-keys.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { materialEvent } from '../resources/material-event.ts'
import { existing } from '../resources/keys.ts'
import type { Key } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Encrypts up to 4096 bytes under the key's current key material. The ciphertext names its key,
 * and opens only with the same encryption context. An RSA key takes less and no context, and its
 * ciphertext names nothing.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
 */
export const Encrypt: Operation<KmsScope, EncryptInput, EncryptOutput> = {
  readOnly: true,
  questions,
  prepare(input, scope) {
    const key = requireKey(input, scope)
    if (input.DryRun || !isExternal(key)) return undefined
    const plaintext = new SecretBytes(input.Plaintext)
    return encryptOutside(key, plaintext, encryptionOf(input), 'Encrypt', scope)
  },
  perform(input, scope, prepared) {
    const { EncryptionAlgorithm = DEFAULT_ALGORITHM } = input
    const key = requireKey(input, scope)
    const plaintext = new SecretBytes(input.Plaintext)
    // A dry run fails for what is too long as well, and asks no proxy.
    if (isExternal(key)) stopDryRun(input)
    const sealed = encrypted(key, plaintext, encryptionOf(input), scope, prepared)
    stopDryRun(input)
    const { CiphertextBlob, material } = sealed
    return {
      output: { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm },
      event: materialEvent({ keyMaterialId: toldMaterialId(key, material) }),
    }
  },
  requestParameters: (input) =>
    recordedInput('Encrypt', { EncryptionAlgorithm: DEFAULT_ALGORITHM, ...input }),
}

/** The key, in a state and of a spec in which it works. */
function requireKey(input: EncryptInput, scope: KmsScope): Key {
  const key = existing(scope.keys.findByAnyName(input.KeyId))
  requireState(key, 'Encrypt')
  requireEncryption(key, encryptionOf(input), 'Encrypt')
  return key
}

const encryptionOf = (input: EncryptInput): Encryption => ({
  algorithm: input.EncryptionAlgorithm ?? DEFAULT_ALGORITHM,
  context: input.EncryptionContext,
})

function questions(input: EncryptInput, scope: KmsScope): readonly Question[] {
  const { KeyId, EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext, GrantTokens } = input
  requireEncryptionContext(EncryptionContext)
  const target = scope.keys.findByAnyName(KeyId)
  requireGrantTokens(GrantTokens, scope)
  const context = cryptographicContext(EncryptionAlgorithm, EncryptionContext)
  return [onKey('kms:Encrypt', target, scope, { context })]
}

import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation, Question } from '../../operation.ts'
import type { EncryptInput, EncryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM, requireEncryption } from '../resources/encryption-algorithm.ts'
import { encryptUnder, materialEvent } from '../resources/encryption.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { existing } from '../resources/keys.ts'
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
  perform(input, scope) {
    const { EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext } = input
    const key = existing(scope.keys.findByAnyName(input.KeyId))
    requireState(key, 'Encrypt')
    const encryption = { algorithm: EncryptionAlgorithm, context: EncryptionContext }
    requireEncryption(key, encryption, 'Encrypt')
    const plaintext = new SecretBytes(input.Plaintext)
    const { CiphertextBlob, material } = encryptUnder(key, plaintext, encryption, scope)
    stopDryRun(input)
    return {
      output: { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm },
      event: materialEvent(key, material),
    }
  },
  requestParameters: (input) =>
    recordedInput('Encrypt', { EncryptionAlgorithm: DEFAULT_ALGORITHM, ...input }),
}

function questions(input: EncryptInput, scope: KmsScope): readonly Question[] {
  const { KeyId, EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext, GrantTokens } = input
  requireEncryptionContext(EncryptionContext)
  const target = scope.keys.findByAnyName(KeyId)
  requireGrantTokens(GrantTokens, scope)
  const context = cryptographicContext(EncryptionAlgorithm, EncryptionContext)
  return [onKey('kms:Encrypt', target, scope, { context })]
}

import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation, Question } from '../../operation.ts'
import type { EncryptInput, EncryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM, requireEncryptionAlgorithm } from '../resources/encryption-algorithm.ts'
import { encrypted, encryptOutside } from '../resources/encryption.ts'
import { toldMaterialId } from '../resources/external-keys.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import { materialEvent } from '../resources/material-event.ts'
import { existing } from '../resources/keys.ts'
import type { Key } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Encrypts up to 4096 bytes under the key's current key material. The ciphertext names its key,
 * and opens only with the same encryption context.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
 */
export const Encrypt: Operation<KmsScope, EncryptInput, EncryptOutput> = {
  readOnly: true,
  questions,
  prepare(input, scope) {
    const key = requireKey(input, scope)
    if (input.DryRun) return undefined
    const plaintext = new SecretBytes(input.Plaintext)
    return encryptOutside(key, plaintext, input.EncryptionContext, 'Encrypt', scope)
  },
  perform(input, scope, prepared) {
    const { EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext } = input
    const key = requireKey(input, scope)
    stopDryRun(input)
    const plaintext = new SecretBytes(input.Plaintext)
    const sealed = encrypted(key, plaintext, EncryptionContext, scope, prepared)
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
function requireKey({ KeyId, EncryptionAlgorithm }: EncryptInput, scope: KmsScope): Key {
  const key = existing(scope.keys.findByAnyName(KeyId))
  requireState(key, 'Encrypt')
  requireEncryptionAlgorithm(key, EncryptionAlgorithm ?? DEFAULT_ALGORITHM)
  return key
}

function questions(input: EncryptInput, scope: KmsScope): readonly Question[] {
  const { KeyId, EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext, GrantTokens } = input
  requireEncryptionContext(EncryptionContext)
  const target = scope.keys.findByAnyName(KeyId)
  requireGrantTokens(GrantTokens, scope)
  const context = cryptographicContext(EncryptionAlgorithm, EncryptionContext)
  return [onKey('kms:Encrypt', target, scope, { context })]
}

import { openBlob, parseBlob } from '../../../crypto/ciphertext-blob.ts'
import type { CiphertextBlob } from '../../../crypto/ciphertext-blob.ts'
import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Operation, Question } from '../../operation.ts'
import {
  IncorrectKeyException,
  InvalidCiphertextException,
  UnsupportedOperationException,
  ValidationException,
} from '../errors.ts'
import type { DecryptInput, DecryptOutput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { requireEncryptionContext } from '../resources/encryption-context.ts'
import { DEFAULT_ALGORITHM, requireEncryptionAlgorithm } from '../resources/encryption-algorithm.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import type { KeyMaterial } from '../resources/key-materials.ts'
import { requireState } from '../resources/key-states.ts'
import { existing } from '../resources/keys.ts'
import type { Key, KeyTarget } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Opens a ciphertext with the key material that made it, also when the key has newer material.
 *
 * Without a KeyId the ciphertext says which key it was. With one, the ciphertext must be of that
 * key. A wrong encryption context and damage answer alike, and without a message.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 */
export const Decrypt: Operation<KmsScope, DecryptInput, DecryptOutput> = {
  readOnly: true,
  questions,
  perform(input, scope) {
    const { EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext } = input
    const key = existing(targetOf(input, scope))
    requireState(key, 'Decrypt')
    requireEncryptionAlgorithm(key, EncryptionAlgorithm)
    if (ignoresCiphertext(input)) stopDryRun(input)
    const blob = requireBlobOf(key, input)
    const material = requireMaterial(key, blob, scope)
    const plaintext = openBlob(blob, material.secret, EncryptionContext)
    if (!plaintext) throw InvalidCiphertextException()
    stopDryRun(input)
    return answer(key, material, plaintext, EncryptionAlgorithm)
  },
  requestParameters: (input) =>
    recordedInput('Decrypt', { EncryptionAlgorithm: DEFAULT_ALGORITHM, ...input }),
}

function questions(input: DecryptInput, scope: KmsScope): readonly Question[] {
  const { EncryptionAlgorithm = DEFAULT_ALGORITHM, EncryptionContext, GrantTokens } = input
  if (input.Recipient) {
    // UNLIKE AWS: there is no Nitro hypervisor here whose attestation could be verified.
    throw UnsupportedOperationException('Sparekey does not verify attestation documents')
  }
  requireEncryptionContext(EncryptionContext)
  requireSomethingToAskAbout(input)
  const target = targetOf(input, scope)
  requireGrantTokens(GrantTokens)
  const context = cryptographicContext(EncryptionAlgorithm, EncryptionContext)
  return [onKey('kms:Decrypt', target, scope, { context })]
}

/** With DryRun a caller may ask for the permission alone; otherwise there must be a ciphertext. */
const ignoresCiphertext = ({ DryRun, DryRunModifiers }: DecryptInput): boolean =>
  DryRun === true && DryRunModifiers?.includes('IGNORE_CIPHERTEXT') === true

function requireSomethingToAskAbout(input: DecryptInput): void {
  const missing = ignoresCiphertext(input)
    ? input.KeyId === undefined && 'keyId'
    : input.CiphertextBlob === undefined && 'ciphertextBlob'
  if (!missing) return
  throw ValidationException(
    `1 validation error detected: Value null at '${missing}' failed to satisfy constraint: ` +
      'Member must not be null',
  )
}

function targetOf({ KeyId, CiphertextBlob }: DecryptInput, { keys, account }: KmsScope): KeyTarget {
  const blob = CiphertextBlob && parseBlob(CiphertextBlob)
  if (KeyId === undefined) {
    if (!blob) throw InvalidCiphertextException()
    return keys.findOfCiphertext(blob.key)
  }
  // AWS takes the bare id of another account's key where the ciphertext tells which account.
  const isForeignId = KeyId === blob?.key.keyId && blob.key.account !== account
  return isForeignId ? keys.findOfCiphertext(blob.key) : keys.findByAnyName(KeyId)
}

function requireBlobOf(key: Key, { CiphertextBlob }: DecryptInput): CiphertextBlob {
  const blob = CiphertextBlob && parseBlob(CiphertextBlob)
  if (!blob) throw InvalidCiphertextException()
  const { account, region, keyId } = blob.key
  if (account === key.account && region === key.region && keyId === key.keyId) return blob
  throw IncorrectKeyException(
    'The key ID in the request does not identify a CMK that can perform this operation.',
  )
}

function requireMaterial(key: Key, blob: CiphertextBlob, { keyMaterials }: KmsScope): KeyMaterial {
  const material = keyMaterials.find(key, blob.key.generation)
  if (!material) throw InvalidCiphertextException()
  return material
}

const answer = (
  key: Key,
  material: KeyMaterial,
  plaintext: SecretBytes,
  EncryptionAlgorithm: DecryptOutput['EncryptionAlgorithm'],
) => ({
  output: {
    KeyId: key.arn,
    Plaintext: plaintext.use((bytes) => bytes),
    EncryptionAlgorithm,
    KeyMaterialId: material.id,
  },
  event: { additionalEventData: { keyMaterialId: material.id } },
})

// Data keys: random bytes that KMS encrypts and does not keep.

import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { Question } from '../../operation.ts'
import { ValidationException } from '../errors.ts'
import type { DataKeySpec, GenerateDataKeyWithoutPlaintextInput } from '../model.ts'
import { cryptographicContext, onKey } from '../questions.ts'
import type { KmsScope } from '../scope.ts'
import { stopDryRun } from './dry-run.ts'
import { DEFAULT_ALGORITHM, requireEncryption } from './encryption-algorithm.ts'
import { requireEncryptionContext } from './encryption-context.ts'
import { encryptUnder } from './encryption.ts'
import { requireGrantTokens } from './grant-tokens.ts'
import { requireState } from './key-states.ts'
import { existing } from './keys.ts'

type DataKeyInput = GenerateDataKeyWithoutPlaintextInput
type DataKeyOperation = 'GenerateDataKey' | 'GenerateDataKeyWithoutPlaintext'

export function dataKeyQuestions(
  operation: DataKeyOperation,
  input: DataKeyInput,
  scope: KmsScope,
  more: Question['context'] = {},
): readonly Question[] {
  requireLength(input)
  requireEncryptionContext(input.EncryptionContext)
  const target = scope.keys.findByAnyName(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const context = { ...cryptographicContext(DEFAULT_ALGORITHM, input.EncryptionContext), ...more }
  return [onKey(`kms:${operation}`, target, scope, { context })]
}

/** A new data key, in clear and encrypted under the key that the request names. */
export function newDataKey(operation: DataKeyOperation, input: DataKeyInput, scope: KmsScope) {
  const key = existing(scope.keys.findByAnyName(input.KeyId))
  requireState(key, operation)
  const encryption = { algorithm: DEFAULT_ALGORITHM, context: input.EncryptionContext }
  requireEncryption(key, encryption, operation)
  stopDryRun(input)
  const plaintext = new SecretBytes(scope.world.randomBytes(requireLength(input)))
  const { CiphertextBlob, material } = encryptUnder(key, plaintext, encryption, scope)
  return {
    plaintext,
    encrypted: { CiphertextBlob, KeyId: key.arn, KeyMaterialId: material.id },
    event: { additionalEventData: { keyMaterialId: material.id } },
  }
}

const SPEC_BYTES: Readonly<Record<DataKeySpec, number>> = { AES_128: 16, AES_256: 32 }

function requireLength({ KeySpec, NumberOfBytes }: DataKeyInput): number {
  const fromSpec = KeySpec && SPEC_BYTES[KeySpec]
  const bytes = fromSpec ?? NumberOfBytes
  if (bytes !== undefined && (fromSpec === undefined || NumberOfBytes === undefined)) return bytes
  throw ValidationException('Please specify either number of bytes or key spec.')
}

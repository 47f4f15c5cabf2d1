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
import type { Encrypted } from './encryption.ts'
import { encryptOutside, encryptUnder } from './encryption.ts'
import type { ForKey } from './external-keys.ts'
import { isExternal, ofSameKey, toldMaterialId } from './external-keys.ts'
import { requireGrantTokens } from './grant-tokens.ts'
import { requireState } from './key-states.ts'
import { materialEvent } from './material-event.ts'
import { existing } from './keys.ts'
import type { Key } from './keys.ts'

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

interface DataKey extends Encrypted {
  readonly plaintext: SecretBytes
}

/** For `prepare`. Undefined: the key is KMS's own, and nobody else has a part in it. */
export function prepareDataKey(
  operation: DataKeyOperation,
  input: DataKeyInput,
  scope: KmsScope,
): Promise<ForKey<DataKey>> | undefined {
  const key = requireKey(operation, input, scope)
  if (input.DryRun || !isExternal(key)) return undefined
  const plaintext = randomPlaintext(input, scope)
  const wrapped = encryptOutside(key, plaintext, encryptionOf(input), operation, scope)
  return wrapped?.then(({ keyArn, value }) => ({ keyArn, value: { ...value, plaintext } }))
}

/** A new data key, in clear and encrypted under the key that the request names. */
export function newDataKey(
  operation: DataKeyOperation,
  input: DataKeyInput,
  scope: KmsScope,
  prepared: unknown,
) {
  const key = requireKey(operation, input, scope)
  stopDryRun(input)
  const { plaintext, CiphertextBlob, material } = isExternal(key)
    ? ofSameKey(prepared as ForKey<DataKey> | undefined, key.arn)
    : ownDataKey(key, input, scope)
  const KeyMaterialId = toldMaterialId(key, material)
  return {
    plaintext,
    encrypted: { CiphertextBlob, KeyId: key.arn, KeyMaterialId },
    event: materialEvent({ keyMaterialId: KeyMaterialId }),
  }
}

function ownDataKey(key: Key, input: DataKeyInput, scope: KmsScope): DataKey {
  const plaintext = randomPlaintext(input, scope)
  return { plaintext, ...encryptUnder(key, plaintext, encryptionOf(input), scope) }
}

const randomPlaintext = (input: DataKeyInput, { world }: KmsScope): SecretBytes =>
  new SecretBytes(world.randomBytes(requireLength(input)))

function requireKey(operation: DataKeyOperation, input: DataKeyInput, scope: KmsScope): Key {
  const key = existing(scope.keys.findByAnyName(input.KeyId))
  requireState(key, operation)
  requireEncryption(key, encryptionOf(input), operation)
  return key
}

const encryptionOf = ({ EncryptionContext }: DataKeyInput) => ({
  algorithm: DEFAULT_ALGORITHM,
  context: EncryptionContext,
})

const SPEC_BYTES: Readonly<Record<DataKeySpec, number>> = { AES_128: 16, AES_256: 32 }

function requireLength({ KeySpec, NumberOfBytes }: DataKeyInput): number {
  const fromSpec = KeySpec && SPEC_BYTES[KeySpec]
  const bytes = fromSpec ?? NumberOfBytes
  if (bytes !== undefined && (fromSpec === undefined || NumberOfBytes === undefined)) return bytes
  throw ValidationException('Please specify either number of bytes or key spec.')
}

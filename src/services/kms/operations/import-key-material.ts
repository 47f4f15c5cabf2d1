import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { openImportToken } from '../../../crypto/import-token.ts'
import { unwrapMaterial } from '../../../crypto/import-wrapping.ts'
import type { Operation } from '../../operation.ts'
import {
  ExpiredImportTokenException,
  InvalidCiphertextException,
  InvalidImportTokenException,
  ValidationException,
} from '../errors.ts'
import { limits } from '../limits.ts'
import type { AlgorithmSpec, ImportKeyMaterialInput, ImportKeyMaterialOutput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireImportable } from '../resources/imported-materials.ts'
import { requireState } from '../resources/key-states.ts'
import type { Key } from '../resources/keys.ts'
import { DEFAULT_EXPIRATION, importMaterial } from '../resources/material-import.ts'
import { requireWrapping } from '../resources/wrapping-algorithms.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Imports key material into a key of origin EXTERNAL. The first material is the key's for good;
 * once it expired or was deleted, only the very same brings the key back. A symmetric encryption
 * key takes other material besides, which waits for RotateKeyOnDemand.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html
 */
export const ImportKeyMaterial: Operation<
  KmsScope,
  ImportKeyMaterialInput,
  ImportKeyMaterialOutput
> = {
  readOnly: false,
  questions(input, scope) {
    requireTerms(input, scope)
    const { KeyId, ExpirationModel = DEFAULT_EXPIRATION, ValidTo } = input
    const context = {
      'kms:ExpirationModel': ExpirationModel,
      ...(ValidTo && { 'kms:ValidTo': ValidTo.toISOString() }),
    }
    return [onOwnKey('kms:ImportKeyMaterial', KeyId, scope, context)]
  },
  perform(input, scope) {
    const key = scope.keys.require(input.KeyId)
    requireImportable(key)
    requireState(key, 'ImportKeyMaterial')
    const secret = requireUnwrapped(key, input, scope)
    const { keyMaterialId, changes, acts } = importMaterial(key, secret, input, scope)
    return { output: { KeyId: key.arn, KeyMaterialId: keyMaterialId }, changes, acts }
  },
}

/** The first sentence is AWS's, the others are ours. */
function requireTerms(input: ImportKeyMaterialInput, { now }: KmsScope): void {
  const { ExpirationModel = DEFAULT_EXPIRATION, ValidTo, ImportType, KeyMaterialId } = input
  const expires = ExpirationModel === DEFAULT_EXPIRATION
  if (expires && !ValidTo) {
    throw ValidationException(
      'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES',
    )
  }
  if (!expires && ValidTo) {
    throw ValidationException(
      'A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE',
    )
  }
  const lastingMs = ValidTo && ValidTo.getTime() - now.getTime()
  if (lastingMs !== undefined && !(lastingMs > 0 && lastingMs <= limits.importedMaterialMsMax)) {
    throw ValidationException('The validTo date must be in the future, within 365 days.')
  }
  if (ImportType === 'NEW_KEY_MATERIAL' && KeyMaterialId !== undefined) {
    throw ValidationException(
      'You cannot specify a KeyMaterialId if the ImportType is NEW_KEY_MATERIAL.',
    )
  }
}

function requireUnwrapped(
  key: Key,
  { ImportToken, EncryptedKeyMaterial }: ImportKeyMaterialInput,
  { sealer, now }: KmsScope,
): SecretBytes {
  const parameters = openImportToken(ImportToken, key.row.id, sealer)
  if (!parameters) throw InvalidImportTokenException()
  const { validTo, wrappingAlgorithm, privateKey } = parameters
  if (validTo <= now.toISOString()) throw ExpiredImportTokenException()
  const wrapping = requireWrapping(wrappingAlgorithm as AlgorithmSpec)
  const secret = unwrapMaterial(EncryptedKeyMaterial, privateKey, wrapping)
  if (!secret) throw InvalidCiphertextException()
  return secret
}

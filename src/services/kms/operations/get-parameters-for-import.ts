import { newImportToken } from '../../../crypto/import-token.ts'
import { newWrappingKey } from '../../../crypto/import-wrapping.ts'
import type { WrappingKey } from '../../../crypto/import-wrapping.ts'
import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { GetParametersForImportInput, GetParametersForImportOutput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireImportable } from '../resources/imported-materials.ts'
import { requireState } from '../resources/key-states.ts'
import type { Key } from '../resources/keys.ts'
import {
  requireModulusBits,
  requireWrappable,
  requireWrapping,
} from '../resources/wrapping-algorithms.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Gives what key material is wrapped and imported with: a public key and an import token, which
 * belong together, to this key, and to the next 24 hours. Nothing is kept here of either.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html
 */
export const GetParametersForImport: Operation<
  KmsScope,
  GetParametersForImportInput,
  GetParametersForImportOutput
> = {
  readOnly: true,
  questions({ KeyId, WrappingAlgorithm, WrappingKeySpec }, scope) {
    requireWrapping(WrappingAlgorithm)
    requireModulusBits(WrappingKeySpec)
    const context = {
      'kms:WrappingAlgorithm': WrappingAlgorithm,
      'kms:WrappingKeySpec': WrappingKeySpec,
    }
    return [onOwnKey('kms:GetParametersForImport', KeyId, scope, context)]
  },
  async prepare(input, scope) {
    requireKey(input, scope)
    return newWrappingKey(requireModulusBits(input.WrappingKeySpec))
  },
  perform(input, scope, prepared) {
    const key = requireKey(input, scope)
    const { publicKey, privateKey } = prepared as WrappingKey
    const { world, sealer, now } = scope
    const ParametersValidTo = new Date(now.getTime() + limits.importParametersMs)
    const validTo = ParametersValidTo.toISOString()
    const parameters = { validTo, wrappingAlgorithm: input.WrappingAlgorithm, privateKey }
    const ImportToken = newImportToken(key.row.id, world.uuid(), parameters, sealer)
    return { output: { KeyId: key.arn, ImportToken, PublicKey: publicKey, ParametersValidTo } }
  },
}

function requireKey(input: GetParametersForImportInput, { keys }: KmsScope): Key {
  const key = keys.require(input.KeyId)
  requireImportable(key)
  requireState(key, 'GetParametersForImport')
  requireWrappable(key, input.WrappingAlgorithm, input.WrappingKeySpec)
  return key
}

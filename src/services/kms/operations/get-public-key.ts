import { publicKeyOf } from '../../../crypto/key-pair/generate.ts'
import type { Operation } from '../../operation.ts'
import { UnsupportedOperationException } from '../errors.ts'
import type { GetPublicKeyInput, GetPublicKeyOutput } from '../model.ts'
import { onKey } from '../questions.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { specMembers } from '../resources/key-metadata.ts'
import { isKeyPairSpec } from '../resources/key-specs.ts'
import { requireState } from '../resources/key-states.ts'
import { existing } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Gives out the public key of an asymmetric KMS key, as SubjectPublicKeyInfo in DER, and what it is
 * for. Works across accounts.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html
 */
export const GetPublicKey: Operation<KmsScope, GetPublicKeyInput, GetPublicKeyOutput> = {
  readOnly: true,
  questions({ KeyId, GrantTokens }, scope) {
    const target = scope.keys.findByAnyName(KeyId)
    requireGrantTokens(GrantTokens, scope)
    return [onKey('kms:GetPublicKey', target, scope)]
  },
  perform({ KeyId }, { keys, keyMaterials }) {
    const key = existing(keys.findByAnyName(KeyId))
    requireState(key, 'GetPublicKey')
    const { arn, keySpec, keyUsage: KeyUsage } = key
    if (!isKeyPairSpec(keySpec)) {
      // The code is AWS's, the sentence ours.
      const says = `${arn} key spec is ${keySpec} which is not valid for GetPublicKey.`
      throw UnsupportedOperationException(says)
    }
    const PublicKey = publicKeyOf(keySpec, keyMaterials.current(key).secret)
    return { output: { KeyId: arn, PublicKey, KeyUsage, ...specMembers(key) } }
  },
}

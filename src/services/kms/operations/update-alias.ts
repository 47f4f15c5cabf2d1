import type { Operation } from '../../operation.ts'
import type { UpdateAliasInput } from '../model.ts'
import { onKey, onOwnKey } from '../questions.ts'
import { requireAliasTarget, requireNewAliasName } from '../resources/aliases.ts'
import { requireAlikeKeys } from '../resources/key-usage.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Gives an alias to another key, of the same type and usage. It needs the permission three times:
 * on the alias, on the key that loses it, and on the key that gets it.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html
 */
export const UpdateAlias: Operation<KmsScope, UpdateAliasInput, undefined> = {
  readOnly: false,
  questions({ AliasName, TargetKeyId }, scope) {
    requireNewAliasName(AliasName)
    requireAliasTarget(TargetKeyId)
    const current = scope.keys.find(scope.aliases.require(AliasName).value.targetKeyId)
    return [
      scope.aliases.question('kms:UpdateAlias', AliasName),
      onKey('kms:UpdateAlias', current, scope, { sameAccountOnly: true }),
      onOwnKey('kms:UpdateAlias', TargetKeyId, scope),
    ]
  },
  perform({ AliasName, TargetKeyId }, { keys, aliases }) {
    const key = keys.require(TargetKeyId)
    requireState(key, 'UpdateAlias')
    const alias = aliases.require(AliasName)
    requireAlikeKeys(keys.require(alias.value.targetKeyId), key)
    return {
      changes: [aliases.update(alias, key)],
      event: {
        responseElements: { keyId: key.arn },
        resources: [aliases.eventResource(AliasName), keys.eventResource(key)],
      },
    }
  },
}

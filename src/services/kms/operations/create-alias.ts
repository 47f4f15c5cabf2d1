import type { Operation } from '../../operation.ts'
import type { CreateAliasInput } from '../model.ts'
import { onOwnKey } from '../questions.ts'
import { requireAliasTarget, requireNewAliasName } from '../resources/aliases.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Gives a key another name. It needs the permission twice: on the alias, which only IAM policies
 * can give, and on the key.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 */
export const CreateAlias: Operation<KmsScope, CreateAliasInput, undefined> = {
  readOnly: false,
  questions({ AliasName, TargetKeyId }, scope) {
    requireNewAliasName(AliasName)
    requireAliasTarget(TargetKeyId)
    return [
      scope.aliases.question('kms:CreateAlias', AliasName),
      onOwnKey('kms:CreateAlias', TargetKeyId, scope),
    ]
  },
  perform({ AliasName, TargetKeyId }, { keys, aliases }) {
    const key = keys.require(TargetKeyId)
    requireState(key, 'CreateAlias')
    return {
      changes: [aliases.create(AliasName, key)],
      event: { resources: [keys.eventResource(key), aliases.eventResource(AliasName)] },
    }
  },
}

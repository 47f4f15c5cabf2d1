import type { Operation } from '../../operation.ts'
import { ValidationException } from '../errors.ts'
import type { CreateAliasInput } from '../model.ts'
import { onKey } from '../questions.ts'
import { requireNewAliasName } from '../resources/aliases.ts'
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
    if (/^(arn:.*:)?alias\//.test(TargetKeyId)) {
      throw ValidationException('Aliases must refer to keys. Not aliases')
    }
    const target = scope.keys.find(TargetKeyId)
    return [
      scope.aliases.question('kms:CreateAlias', AliasName),
      onKey('kms:CreateAlias', target, scope, { sameAccountOnly: true }),
    ]
  },
  perform({ AliasName, TargetKeyId }, { keys, aliases }) {
    const key = keys.require(TargetKeyId)
    requireState(key, 'CreateAlias')
    return { changes: [aliases.create(AliasName, key)] }
  },
}

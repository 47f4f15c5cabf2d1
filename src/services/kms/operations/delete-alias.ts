import type { Operation } from '../../operation.ts'
import type { DeleteAliasInput } from '../model.ts'
import { onKey } from '../questions.ts'
import { requireAliasPrefix } from '../resources/aliases.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Takes a name away from a key. It needs the permission on the alias and on the key, whatever
 * state the key is in.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html
 */
export const DeleteAlias: Operation<KmsScope, DeleteAliasInput, undefined> = {
  readOnly: false,
  questions({ AliasName }, scope) {
    requireAliasPrefix(AliasName)
    const { targetKeyId } = scope.aliases.require(AliasName).value
    return [
      scope.aliases.question('kms:DeleteAlias', AliasName),
      onKey('kms:DeleteAlias', scope.keys.find(targetKeyId), scope, { sameAccountOnly: true }),
    ]
  },
  perform: ({ AliasName }, { aliases }) => ({
    changes: [aliases.remove(aliases.require(AliasName))],
  }),
}

import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { AliasListEntry, ListAliasesInput, ListAliasesOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onAccount } from '../questions.ts'
import { aliasArn } from '../resources/key-id.ts'
import type { KmsScope } from '../scope.ts'
import type { AliasRow } from '../tables.ts'

/**
 * Lists the aliases of the caller's account and Region, or those of one key. Also with a KeyId it
 * needs no permission on the key.
 *
 * UNLIKE AWS: the aliases of AWS managed keys that were never used are not listed.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html
 */
export const ListAliases: Operation<KmsScope, ListAliasesInput, ListAliasesOutput> = {
  readOnly: true,
  questions({ KeyId }, scope) {
    if (KeyId !== undefined) scope.keys.requireOwn(KeyId)
    return [onAccount('kms:ListAliases', scope)]
  },
  perform(input, { keys, aliases }) {
    const key = input.KeyId === undefined ? undefined : keys.requireOwn(input.KeyId)
    const { items, more } = pageOf(
      input,
      limits.aliasesPerPage,
      (request) => (key ? aliases.pageOfKey(key, request) : aliases.page(request)),
      (alias) => alias.name,
    )
    return { output: { Aliases: items.map(listEntry), ...more } }
  },
}

const listEntry = (alias: AliasRow): AliasListEntry => ({
  AliasName: alias.name,
  AliasArn: aliasArn(alias),
  TargetKeyId: alias.targetKeyId,
  CreationDate: new Date(alias.createdAt),
  LastUpdatedDate: new Date(alias.updatedAt),
})

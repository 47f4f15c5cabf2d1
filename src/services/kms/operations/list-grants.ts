import { iamDirectory } from '../../iam/api.ts'
import type { Operation } from '../../operation.ts'
import type { PageRequest, Row } from '../../../store/store.ts'
import { InvalidGrantIdException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { ListGrantsInput, ListGrantsOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { bindPrincipal } from '../policies/bound-principal.ts'
import { NOT_FOR_AWS_RESOURCE, onKey } from '../questions.ts'
import { grantEntry } from '../resources/grant-entry.ts'
import { isGrantId } from '../resources/grants.ts'
import type { Key } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'
import type { GrantRow } from '../tables.ts'
import { grantRowId } from '../tables.ts'

/**
 * Lists the grants on a key, in the order of their ids. A grantee that was deleted since shows as
 * its bare unique id.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html
 */
export const ListGrants: Operation<KmsScope, ListGrantsInput, ListGrantsOutput> = {
  readOnly: true,
  questions({ KeyId, GrantId }, scope) {
    if (GrantId !== undefined && !isGrantId(GrantId)) throw InvalidGrantIdException()
    const context = NOT_FOR_AWS_RESOURCE
    return [onKey('kms:ListGrants', scope.keys.find(KeyId), scope, { context })]
  },
  perform(input, scope) {
    const key = scope.keys.require(input.KeyId)
    const { items, more } = pageOf(
      input,
      limits.grantsPerPage,
      ({ after, limit }) => {
        const start = after === undefined ? {} : { after: grantRowId({ ...key, grantId: after }) }
        return matching(key, { limit, ...start }, input, scope)
      },
      ({ value }) => value.grantId,
    )
    const directory = iamDirectory(scope.store)
    return { output: { Grants: items.map(({ value }) => grantEntry(value, directory)), ...more } }
  },
}

function matching(
  key: Key,
  request: PageRequest,
  { GrantId, GranteePrincipal, GranteeServicePrincipal }: ListGrantsInput,
  { grants, store }: KmsScope,
): readonly Row<GrantRow>[] {
  const grantee =
    GranteePrincipal === undefined
      ? GranteeServicePrincipal
      : granteeName(GranteePrincipal, iamDirectory(store))
  if (GrantId === undefined) return grants.ofKey(key, request, grantee)
  const grant = grants.find(key, GrantId)
  if (!grant) return []
  return grantee === undefined || grant.value.grantee.id === grantee ? [grant] : []
}

/** A principal that is gone is found by what the list shows of it. */
function granteeName(principal: string, directory: ReturnType<typeof iamDirectory>): string {
  const binding = bindPrincipal(principal, directory)
  return binding.fault === undefined ? binding.id : principal
}

import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ListKeyPoliciesInput, ListKeyPoliciesOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { POLICY_NAME } from '../policies/key-policy.ts'
import { onOwnKey } from '../questions.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Lists the names of the key's policies: a key has one, `default`.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html
 */
export const ListKeyPolicies: Operation<KmsScope, ListKeyPoliciesInput, ListKeyPoliciesOutput> = {
  readOnly: true,
  questions: ({ KeyId }, scope) => [onOwnKey('kms:ListKeyPolicies', KeyId, scope)],
  perform(input) {
    const { items, more } = pageOf(
      input,
      limits.keyPoliciesPerPage,
      ({ after }) => (after === undefined ? [POLICY_NAME] : []),
      (name) => name,
    )
    return { output: { PolicyNames: items, ...more } }
  },
}

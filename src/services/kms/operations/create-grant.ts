import { newGrantToken } from '../../../crypto/grant-token.ts'
import type { ContextValue } from '../../../policy/index.ts'
import { iamDirectory } from '../../iam/api.ts'
import type { Operation, Question } from '../../operation.ts'
import type { CreateGrantInput, CreateGrantOutput } from '../model.ts'
import { NOT_FOR_AWS_RESOURCE, onKey, pairsContext } from '../questions.ts'
import { stopDryRun } from '../resources/dry-run.ts'
import { constraintsInForce, covers } from '../resources/grant-constraints.ts'
import { arnOfNamed, requireGrantInput, requireGrantTerms } from '../resources/grant-terms.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { requireState } from '../resources/key-states.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Lets a principal use a key, in ways that the grant lists, until the grant is retired or revoked.
 * It works at once, and with no policy saying so.
 *
 * Who may make grants by a policy may grant what he cannot do himself. Who may by a grant passes on
 * no more than that grant holds. With a name, the same request again finds the grant that it made.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
export const CreateGrant: Operation<KmsScope, CreateGrantInput, CreateGrantOutput> = {
  readOnly: false,
  questions,
  perform(input, scope) {
    const key = scope.keys.require(input.KeyId)
    requireState(key, 'CreateGrant')
    const terms = requireGrantTerms(input, key, iamDirectory(scope.store))
    const { grant, changes } = scope.grants.create(key, terms)
    stopDryRun(input)
    const GrantToken = newGrantToken(grant, scope.sealer, scope.world)
    return {
      output: { GrantId: grant.grantId, GrantToken },
      changes,
      event: { responseElements: { grantId: grant.grantId, keyId: key.arn } },
    }
  },
}

function questions(input: CreateGrantInput, scope: KmsScope): readonly Question[] {
  requireGrantInput(input)
  const target = scope.keys.find(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const question = onKey('kms:CreateGrant', target, scope, { context: grantContext(input, scope) })
  const child = {
    operations: input.Operations,
    constraints: constraintsInForce(input.Constraints),
  }
  const { grants = [] } = question.resource
  const parents = grants.filter((parent) => covers(parent, child))
  return [{ ...question, resource: { ...question.resource, grants: parents } }]
}

/** Also the pairs that the constraint asks for, under the names of a request's own. */
function grantContext(
  { GranteePrincipal: grantee, RetiringPrincipal: retiring, ...input }: CreateGrantInput,
  { store }: KmsScope,
): Readonly<Record<string, ContextValue>> {
  const { Operations, Constraints = {} } = input
  const directory = iamDirectory(store)
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = Constraints
  const type = equals ? 'EncryptionContextEquals' : subset && 'EncryptionContextSubset'
  return {
    ...NOT_FOR_AWS_RESOURCE,
    'kms:GrantOperations': Operations,
    ...(grantee !== undefined && { 'kms:GranteePrincipal': arnOfNamed(grantee, directory) }),
    ...(retiring !== undefined && { 'kms:RetiringPrincipal': arnOfNamed(retiring, directory) }),
    ...(type !== undefined && { 'kms:GrantConstraintType': type }),
    ...pairsContext(equals ?? subset ?? {}),
  }
}

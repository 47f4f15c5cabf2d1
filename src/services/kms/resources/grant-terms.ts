// What CreateGrant is asked for, held against the rules.

import { InvalidArnException, ValidationException } from '../errors.ts'
import type { CreateGrantInput, GrantConstraints } from '../model.ts'
import { bindPrincipal, readablePrincipal } from '../policies/bound-principal.ts'
import type { Directory } from '../policies/bound-principal.ts'
import type { GrantParty, KeyRow } from '../tables.ts'
import { requireConstraints } from './grant-constraints.ts'
import { isGrantOperation, isSymmetricEncryptionKey } from './grant-operations.ts'
import type { GrantTerms } from './grants.ts'

/** Throws for a request that could make a grant on no key. Most sentences are ours. */
export function requireGrantInput(input: CreateGrantInput): void {
  requireOneGrantee(input)
  if (input.Operations.length === 0) {
    throw ValidationException('A grant must allow at least one operation.')
  }
  if (input.Operations.every((operation) => operation === 'CreateGrant')) {
    throw ValidationException('Grants must not contain only the CreateGrant operation.')
  }
  requireConstraints(input.Constraints)
}

function requireOneGrantee(input: CreateGrantInput): void {
  const { GranteePrincipal, GranteeServicePrincipal, Constraints } = input
  if ((GranteePrincipal === undefined) === (GranteeServicePrincipal === undefined)) {
    throw ValidationException(
      'You must specify either GranteePrincipal or GranteeServicePrincipal, and not both.',
    )
  }
  if (input.RetiringPrincipal !== undefined && input.RetiringServicePrincipal !== undefined) {
    throw ValidationException(
      'You cannot specify both RetiringPrincipal and RetiringServicePrincipal.',
    )
  }
  if (GranteeServicePrincipal === undefined) return
  const hasRetiring = input.RetiringPrincipal ?? input.RetiringServicePrincipal
  if (Constraints?.SourceArn !== undefined && hasRetiring !== undefined) return
  throw ValidationException(
    'A grant to a service principal needs a SourceArn constraint and a retiring principal.',
  )
}

/** The grant to make: its principals exist, and the key supports its operations. */
export function requireGrantTerms(
  input: CreateGrantInput,
  key: KeyRow,
  directory: Directory,
): GrantTerms {
  const { Name, Constraints, Operations } = input
  const unsupported = Operations.find((operation) => !isGrantOperation(operation, key))
  if (unsupported) {
    throw ValidationException(`The KMS key does not support the operation ${unsupported}.`)
  }
  requireFitting(Constraints, key)
  const grantee = partyOf(input.GranteePrincipal, input.GranteeServicePrincipal, directory)
  const retiring = partyOf(input.RetiringPrincipal, input.RetiringServicePrincipal, directory)
  // INVARIANT: `requireGrantInput` came first.
  if (!grantee) throw new Error('a grant without a grantee')
  return {
    grantee,
    ...(retiring && { retiring }),
    operations: [...new Set(Operations)],
    ...(Constraints && Object.keys(Constraints).length > 0 && { constraints: Constraints }),
    ...(Name !== undefined && { name: Name }),
  }
}

/** Other keys take no encryption context that a grant could ask for. */
function requireFitting(constraints: GrantConstraints = {}, key: KeyRow): void {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints
  if (isSymmetricEncryptionKey(key) || !(equals ?? subset)) return
  throw ValidationException(
    'An encryption context constraint is only for grants on symmetric encryption KMS keys.',
  )
}

/** Undefined when the request names nobody. */
export function partyOf(
  principal: string | undefined,
  service: string | undefined,
  directory: Directory,
): GrantParty | undefined {
  if (principal !== undefined) {
    return { kind: 'principal', id: requireBoundPrincipal(principal, directory) }
  }
  return service === undefined ? undefined : { kind: 'service', id: service }
}

/** What policies are shown: the ARN, also where the request holds a unique id or an account id. */
export function arnOfNamed(principal: string, directory: Directory): string {
  const binding = bindPrincipal(principal, directory)
  return binding.fault === undefined ? readablePrincipal(binding.id, directory) : principal
}

function requireBoundPrincipal(principal: string, directory: Directory): string {
  const binding = bindPrincipal(principal, directory)
  if (binding.fault === undefined) return binding.id
  // The code is AWS's (terraform-provider-aws#3038), the sentence ours.
  throw InvalidArnException(`ARN does not refer to a valid principal: ${principal}`)
}

// Grant constraints, and which are at least as strict as which.
// https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html

import type { Grant, GrantConstraints as ConstraintsInForce } from '../../../policy/index.ts'
import { ValidationException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { GrantConstraints, GrantOperation } from '../model.ts'

/** Throws for constraints that the model lets pass and KMS does not. */
export function requireConstraints(constraints: GrantConstraints = {}): void {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = constraints
  if (equals && subset) throw ValidationException('More than one constraint supplied')
  const pairs = Object.entries(equals ?? subset ?? {})
  // The next two sentences are ours: AWS's are not known.
  if (pairs.length > limits.grantConstraintPairsMax) {
    throw ValidationException(
      `A grant constraint has at most ${limits.grantConstraintPairsMax} encryption context pairs.`,
    )
  }
  const charactersMax = limits.grantConstraintValueCharactersMax
  if (pairs.some(([, value]) => value.length > charactersMax)) {
    throw ValidationException(
      `A value in a grant constraint has at most ${charactersMax} characters.`,
    )
  }
}

export const constraintsInForce = (constraints: GrantConstraints = {}): ConstraintsInForce => ({
  ...(constraints.EncryptionContextEquals && {
    encryptionContextEquals: constraints.EncryptionContextEquals,
  }),
  ...(constraints.EncryptionContextSubset && {
    encryptionContextSubset: constraints.EncryptionContextSubset,
  }),
  ...(constraints.SourceArn !== undefined && { sourceArn: constraints.SourceArn }),
})

/** The part of a grant that a grant made by its leave must not exceed. */
export interface GrantedPowers {
  readonly operations: readonly GrantOperation[]
  readonly constraints: ConstraintsInForce
}

/** Whether a grantee may pass this on: no operation more, and constraints at least as strict. */
export function covers(parent: Grant, child: GrantedPowers): boolean {
  const hasOperations = child.operations.every((one) => parent.operations.includes(one))
  return hasOperations && isAsStrict(child.constraints, parent.constraints ?? {})
}

/** Whether every request that meets `child` meets `parent`. */
export function isAsStrict(child: ConstraintsInForce, parent: ConstraintsInForce): boolean {
  if (parent.sourceArn !== undefined && parent.sourceArn !== child.sourceArn) return false
  const { encryptionContextEquals: exactly, encryptionContextSubset: atLeast } = parent
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = child
  if (exactly && !(equals && holds(equals, exactly) && holds(exactly, equals))) return false
  if (!atLeast) return true
  return [equals, subset].some((pairs) => holds(pairs ?? {}, atLeast))
}

type Pairs = Readonly<Record<string, string>>

function holds(pairs: Pairs, wanted: Pairs): boolean {
  const held = new Set(pairNames(pairs))
  return pairNames(wanted).every((pair) => held.has(pair))
}

/** In a grant the key of a pair is compared without case, its value with. */
const pairNames = (pairs: Pairs): readonly string[] =>
  Object.entries(pairs).map((pair) => JSON.stringify([pair[0].toLowerCase(), pair[1]]))

import { isMlKem } from '../../../crypto/key-pair/lattice-key.ts'
import type { MlKemSpec } from '../../../crypto/key-pair/specs.ts'
import type { Question } from '../../operation.ts'
import type { EncapsulateInput } from '../model.ts'
import { onKey } from '../questions.ts'
import type { KmsScope } from '../scope.ts'
import { requireGrantTokens } from './grant-tokens.ts'
import { requireState } from './key-states.ts'
import { keyPairSpecOf, requireAlgorithm, requireUsage } from './key-usage.ts'
import { existing, type Key } from './keys.ts'

type EncapsulationOperation = 'Encapsulate' | 'Decapsulate'

export function encapsulationQuestions(
  operation: EncapsulationOperation,
  input: EncapsulateInput,
  scope: KmsScope,
): readonly Question[] {
  const target = scope.keys.findByAnyName(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  return [onKey(`kms:${operation}`, target, scope)]
}

/** The key that a request names, if it is one of ML-KEM. */
export function requireMlKemKey(
  operation: EncapsulationOperation,
  input: EncapsulateInput,
  { keys }: KmsScope,
): { readonly key: Key; readonly spec: MlKemSpec } {
  const key = existing(keys.findByAnyName(input.KeyId))
  requireState(key, operation)
  requireUsage(key, 'ENCAPSULATE_DECAPSULATE', operation)
  requireAlgorithm(key, 'ENCAPSULATE_DECAPSULATE', input.EncapsulationAlgorithm)
  const spec = keyPairSpecOf(key)
  // INVARIANT: only keys of ML-KEM have this usage.
  if (!isMlKem(spec)) throw new Error(`key \`${key.keyId}\` is not one of ML-KEM`)
  return { key, spec }
}

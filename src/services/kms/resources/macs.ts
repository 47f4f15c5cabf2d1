import type { MacHash } from '../../../crypto/mac.ts'
import type { Question } from '../../operation.ts'
import type { GenerateMacInput, MacAlgorithmSpec } from '../model.ts'
import { onKey } from '../questions.ts'
import type { KmsScope } from '../scope.ts'
import { requireGrantTokens } from './grant-tokens.ts'
import { requireState } from './key-states.ts'
import { requireAlgorithm, requireUsage } from './key-usage.ts'
import { existing, type Key } from './keys.ts'

type MacOperation = 'GenerateMac' | 'VerifyMac'
type MacInput = Omit<GenerateMacInput, 'Message'>

export const MAC_HASHES: Readonly<Record<MacAlgorithmSpec, MacHash>> = {
  HMAC_SHA_224: 'sha224',
  HMAC_SHA_256: 'sha256',
  HMAC_SHA_384: 'sha384',
  HMAC_SHA_512: 'sha512',
}

export function macQuestions(
  operation: MacOperation,
  input: MacInput,
  scope: KmsScope,
): readonly Question[] {
  const target = scope.keys.findByAnyName(input.KeyId)
  requireGrantTokens(input.GrantTokens, scope)
  const context = { 'kms:MacAlgorithm': input.MacAlgorithm }
  return [onKey(`kms:${operation}`, target, scope, { context })]
}

/** The key that a request names, if it makes such MACs. */
export function requireMacKey(operation: MacOperation, input: MacInput, { keys }: KmsScope): Key {
  const key = existing(keys.findByAnyName(input.KeyId))
  requireState(key, operation)
  requireUsage(key, 'GENERATE_VERIFY_MAC', operation)
  requireAlgorithm(key, 'GENERATE_VERIFY_MAC', input.MacAlgorithm)
  return key
}

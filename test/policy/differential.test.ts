import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decide } from '../../src/policy/index.ts'
import { inForce, policyTexts, request } from './arbitraries.ts'
import { specDecide } from './spec.ts'

test('the engine decides as the reference authorizer does', () => {
  const seen = { allow: 0, implicitDeny: 0, explicitDeny: 0 }
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      const { outcome } = decide(asked, inForce(texts))
      seen[outcome] += 1
      assert.equal(outcome, specDecide(asked, texts))
    }),
    { numRuns: 4000 },
  )
  // A generator that always met the same answer would prove nothing.
  for (const count of Object.values(seen)) assert.ok(count > 150, JSON.stringify(seen))
})

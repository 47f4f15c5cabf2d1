import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { explain } from '../../src/policy/index.ts'
import { inForce, policyTexts, request } from './arbitraries.ts'
import { edited } from './edit-texts.ts'
import { checkLaw, LAWS } from './laws.ts'

const RUNS = 700

for (const [sentence, law] of Object.entries(LAWS)) {
  test(sentence, () => {
    const telling = checkLaw(law, { numRuns: RUNS })
    // A generator that never met the case would prove nothing.
    assert.ok(telling > RUNS / 20, `${telling} of ${RUNS} worlds`)
  })
}

test('repairing what failed in the nearest statement makes its layer allow', () => {
  let repaired = 0
  const repair = { principal: 'Principal', action: 'Action', resource: 'Resource' } as const
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      const silent = explain(asked, inForce(texts)).layers.find(
        ({ layer, says, nearest = [] }) =>
          layer === 'keyPolicy' && says === 'silent' && nearest.length > 0,
      )
      const [miss] = silent?.nearest ?? []
      fc.pre(miss !== undefined)
      const opened = edited(texts, (statements, policy) =>
        statements.map((one, index) => {
          if (policy !== miss.statement.policy || index !== miss.statement.statement) return one
          const copy = { ...one }
          for (const { element } of miss.failed) {
            if (element === 'condition') delete copy.Condition
            else {
              delete copy[`Not${repair[element]}`]
              copy[repair[element]] = '*'
            }
          }
          return copy
        }),
      )
      const after = explain(asked, inForce(opened)).layers
      assert.equal(after.find((one) => one.layer === 'keyPolicy')?.says, 'allow')
      repaired += 1
    }),
    { numRuns: 300 },
  )
  assert.equal(repaired, 300)
})

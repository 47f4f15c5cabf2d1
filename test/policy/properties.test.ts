import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decide, explain, LAYERS, type StatementRef } from '../../src/policy/index.ts'
import { inForce, policyTexts, request } from './arbitraries.ts'
import type { PolicyTexts } from './policy-texts.ts'

const RUNS = { numRuns: 800 }

type Statements = readonly Record<string, unknown>[]
type Edit = (statements: Statements, policy: string) => Statements

/** The texts with the statements of every policy edited, whichever layer they belong to. */
function edited(texts: PolicyTexts, edit: Edit): PolicyTexts {
  const one = (text: string, policy: string): string => {
    const document = JSON.parse(text)
    return JSON.stringify({ ...document, Statement: edit([document.Statement].flat(), policy) })
  }
  const all = (list: readonly string[], layer: string) =>
    list.map((text, index) => one(text, `${layer} ${index}`))
  const { boundary, session, vpcEndpoint, resource } = texts
  return {
    ...texts,
    identity: all(texts.identity, 'identity'),
    ...(boundary && { boundary: all(boundary, 'boundary') }),
    ...(session !== undefined && { session: one(session, 'session') }),
    serviceControl: texts.serviceControl.map((level, at) => all(level, `scp ${at}`)),
    resourceControl: texts.resourceControl.map((level, at) => all(level, `rcp ${at}`)),
    ...(vpcEndpoint && { vpcEndpoint: all(vpcEndpoint, 'vpcEndpoint') }),
    ...(resource && { resource: { ...resource, text: one(resource.text, 'resource') } }),
  }
}

/** The texts without the statements and grants that are mentioned. */
function without(texts: PolicyTexts, because: readonly StatementRef[]): PolicyTexts {
  const gone = new Set(because.map(({ policy, statement }) => `${policy} #${statement}`))
  const kept = edited(texts, (statements, policy) =>
    statements.filter((_, index) => !gone.has(`${policy} #${index}`)),
  )
  return { ...kept, grants: texts.grants.filter((one) => !gone.has(`grant ${one.grantId} #0`)) }
}

test('an explicit deny wins over everything, grants included', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      const { resource } = texts
      fc.pre(resource !== undefined && asked.action !== 'kms:RetireGrant')
      const denied = edited(texts, (statements, policy) =>
        policy === 'resource' ? [...statements, deny] : statements,
      )
      assert.equal(decide(asked, inForce(denied)).outcome, 'explicitDeny')
    }),
    RUNS,
  )
})

test('without an Allow and without a grant a key is closed to everybody', () => {
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      fc.pre(texts.resource?.kind === 'keyPolicy')
      const closed = edited(texts, (all) => all.filter((one) => one.Effect === 'Deny'))
      assert.notEqual(decide(asked, inForce({ ...closed, grants: [] })).outcome, 'allow')
    }),
    RUNS,
  )
})

test('the order of statements and their repetition do not matter', () => {
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      const { outcome, layer } = decide(asked, inForce(texts))
      const shuffled = edited(texts, (all) => [...all.toReversed(), ...all])
      const again = decide(asked, inForce(shuffled))
      assert.deepEqual({ outcome: again.outcome, layer: again.layer }, { outcome, layer })
    }),
    RUNS,
  )
})

test('taking away every statement that is given as the reason changes the outcome', () => {
  let changed = 0
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      const { outcome, because } = decide(asked, inForce(texts))
      fc.pre(because.length > 0)
      assert.notEqual(decide(asked, inForce(without(texts, because))).outcome, outcome)
      changed += 1
    }),
    RUNS,
  )
  assert.ok(changed > 300)
})

test('only an implicit deny and the root user in its account have no statement as reason', () => {
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      const { outcome, because } = decide(asked, inForce(texts))
      const isRoot = asked.principal.type === 'root'
      if (outcome === 'implicitDeny') assert.deepEqual(because, [])
      else assert.ok(because.length > 0 || (isRoot && texts.resource?.kind !== 'keyPolicy'))
    }),
    RUNS,
  )
})

test('the explanation is the decision, and its layers bear it out', () => {
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      const policies = inForce(texts)
      const { layers, ...decision } = explain(asked, policies)
      assert.deepEqual(decision, decide(asked, policies))
      assert.deepEqual(
        layers.map((one) => one.layer),
        [...LAYERS],
      )
      const denies = layers.some((one) => one.says === 'deny')
      assert.equal(denies, decision.outcome === 'explicitDeny')
      const settling = layers.find((one) => one.layer === decision.layer)
      if (decision.outcome === 'explicitDeny') assert.equal(settling?.says, 'deny')
      if (decision.outcome === 'allow') assert.notEqual(settling?.says, 'silent')
    }),
    RUNS,
  )
})

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

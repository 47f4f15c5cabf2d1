// What holds of every decision, whatever the policies: each law in a sentence.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { decide, explain, LAYERS } from '../../src/policy/index.ts'
import type { AuthorizationRequest as Request } from '../../src/policy/index.ts'
import { FULL_IDENTITY_ACCESS, inForce, policyTexts, request } from './arbitraries.ts'
import { edited, without } from './edit-texts.ts'
import type { PolicyTexts } from './policy-texts.ts'
import { specDecide } from './spec.ts'

/** Throws where the law is broken; answers whether the drawn world says anything about it. */
export type Law = (asked: Request, texts: PolicyTexts) => boolean | void

const outcomeOf = (asked: Request, texts: PolicyTexts) => decide(asked, inForce(texts)).outcome

export const agreesWithSpec: Law = (asked, texts) => {
  assert.equal(outcomeOf(asked, texts), specDecide(asked, texts))
}

export const LAWS: Readonly<Record<string, Law>> = {
  'an explicit deny wins over everything, grants included': (asked, texts) => {
    if (!texts.resource || asked.action === 'kms:RetireGrant') return false
    const deny = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }
    const denied = edited(texts, (statements, policy) =>
      policy === 'resource' ? [...statements, deny] : statements,
    )
    assert.equal(outcomeOf(asked, denied), 'explicitDeny')
    return true
  },

  'without an Allow and without a grant a key is closed to everybody': (asked, texts) => {
    if (texts.resource?.kind !== 'keyPolicy') return false
    const closed = edited(texts, (all) => all.filter((one) => one.Effect === 'Deny'))
    assert.notEqual(outcomeOf(asked, { ...closed, grants: [] }), 'allow')
    return true
  },

  'the order of statements and their repetition do not matter': (asked, texts) => {
    const { outcome, layer } = decide(asked, inForce(texts))
    const shuffled = edited(texts, (all) => [...all.toReversed(), ...all])
    const again = decide(asked, inForce(shuffled))
    assert.deepEqual({ outcome: again.outcome, layer: again.layer }, { outcome, layer })
  },

  'taking away every statement that is given as the reason changes the outcome': (asked, texts) => {
    const { outcome, because } = decide(asked, inForce(texts))
    if (because.length === 0) return false
    assert.notEqual(outcomeOf(asked, without(texts, because)), outcome)
    return true
  },

  'taking away all that is no reason, and no Allow of a guardrail, changes nothing': (
    asked,
    texts,
  ) => {
    const { outcome, because } = decide(asked, inForce(texts))
    const reasons = new Set(because.map(({ policy, statement }) => `${policy} #${statement}`))
    const kept = edited(texts, (statements, policy) =>
      statements.filter((one, index) => {
        const limits = !/^(identity|resource)/.test(policy) && one.Effect === 'Allow'
        return limits || reasons.has(`${policy} #${index}`)
      }),
    )
    const grants = texts.grants.filter(({ grantId }) => reasons.has(`grant ${grantId} #0`))
    assert.equal(outcomeOf(asked, { ...kept, grants }), outcome)
  },

  'an SCP, an RCP and an endpoint policy never allow': (asked, texts) => {
    const { vpcEndpoint: _, ...others } = texts
    const unguarded = { ...others, serviceControl: [], resourceControl: [] }
    if (outcomeOf(asked, unguarded) === 'allow') return false
    assert.notEqual(outcomeOf(asked, texts), 'allow')
    return true
  },

  'without delegation, a grant or its own name in the key policy, no IAM policy helps': (
    asked,
    texts,
  ) => {
    if (texts.resource?.kind !== 'keyPolicy') return false
    const { layers } = explain(asked, inForce(texts))
    const opens = layers.some(
      ({ layer, says }) => says === 'allow' && (layer === 'keyPolicy' || layer === 'grants'),
    )
    if (opens) return false
    const { boundary: _, session: __, ...others } = texts
    const everything = { ...others, identity: [FULL_IDENTITY_ACCESS], serviceControl: [] }
    assert.notEqual(outcomeOf(asked, everything), 'allow')
    return true
  },

  'only an implicit deny and the root user in its account have no statement as reason': (
    asked,
    texts,
  ) => {
    const { outcome, because } = decide(asked, inForce(texts))
    const isRoot = asked.principal.type === 'root'
    if (outcome === 'implicitDeny') assert.deepEqual(because, [])
    else assert.ok(because.length > 0 || (isRoot && texts.resource?.kind !== 'keyPolicy'))
  },

  'no statement is given as the reason twice': (asked, texts) => {
    const { because } = decide(asked, inForce(texts))
    const names = because.map(({ policy, statement }) => `${policy} #${statement}`)
    const grants = new Set(texts.grants.map(({ grantId }) => grantId))
    if (grants.size < texts.grants.length) return false
    assert.equal(new Set(names).size, names.length)
    return true
  },

  'the explanation is the decision, and its layers bear it out': (asked, texts) => {
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
  },
}

/** Answers how many of the drawn worlds said something about the law. */
export function checkLaw(law: Law, options: { numRuns: number; seed?: number }): number {
  let telling = 0
  fc.assert(
    fc.property(request, policyTexts, (asked, texts) => {
      if (law(asked, texts) !== false) telling += 1
    }),
    options,
  )
  return telling
}

// The layers around the two halves: session policy, SCPs, RCPs, VPC endpoint policy. What could be
// read is quoted; of the rest, AWS's sentence tells.

import { explain, type LayerExplanation } from '../../policy/index.ts'
import type { Finding, FindingId } from '../finding.ts'
import { guardStatement } from '../guards.ts'
import { keyPolicyOf, policiesFor, type Situation } from '../situation.ts'
import { fail, type Check } from './check.ts'

type Layer = 'session' | 'scp' | 'rcp' | 'vpcEndpoint'

/** An RCP only denies: full access is implied. */
const IDS: Readonly<Record<Layer, { readonly deny: FindingId; readonly silent?: FindingId }>> = {
  session: { deny: 'session/explicit-deny', silent: 'session/no-allow' },
  scp: { deny: 'scp/explicit-deny', silent: 'scp/no-allow' },
  rcp: { deny: 'rcp/explicit-deny' },
  vpcEndpoint: { deny: 'vpc-endpoint/explicit-deny', silent: 'vpc-endpoint/no-allow' },
}

function refusalBy(situation: Situation, layer: Layer): Finding | undefined {
  const { answered } = situation
  if (answered === 'allow') return undefined
  const seen = explain(situation.request, policiesOf(situation)).layers.find(
    (one) => one.layer === layer,
  )
  const sentences = typeof answered === 'object' && answered.layer === layer ? [answered] : []
  const saysDeny = seen?.says === 'deny' || sentences.some(({ explicit }) => explicit)
  const saysNothing = sentences.length > 0 || isSilent(situation, layer)
  const id = saysDeny ? IDS[layer].deny : saysNothing ? IDS[layer].silent : undefined
  if (id === undefined) return undefined
  const quotes = seen ? quotesOf(situation, seen) : []
  const [first] = quotes
  return fail(id, situation, {
    ...(first && { facts: first.facts }),
    evidence: [
      ...sentences.map(({ sentence }) => sentence),
      ...quotes.flatMap(({ lines }) => lines),
      ...(saysDeny ? [] : policiesLookedAt(situation, layer)),
    ],
  })
}

const policiesOf = ({ actor, known, guards }: Situation) =>
  policiesFor(actor, known && keyPolicyOf(known.bound), guards)

/** By the engine alone: where AWS has answered, its sentence says which layer it was. */
function isSilent({ decision, answered }: Situation, layer: Layer): boolean {
  if (answered !== undefined) return false
  return decision?.layer === layer && decision.outcome === 'implicitDeny'
}

/** Each Deny with its place and its text. */
function quotesOf({ evidence }: Situation, { says, because }: LayerExplanation) {
  if (says !== 'deny') return []
  return because.map(({ policy, statement, sid }) => {
    const { json, target } = guardStatement(evidence, policy, statement)
    const name = sid ?? `Statement[${statement}]`
    const at = target === '' ? '' : ` at ${target}`
    const place = `${policy}${at}, Statement[${statement}]${sid === undefined ? '' : ` "${sid}"`}`
    return {
      facts: { statement: name, policy, target },
      lines: [place, ...(json ? [JSON.stringify(json)] : [])],
    }
  })
}

function policiesLookedAt({ guards }: Situation, layer: Layer): readonly string[] {
  switch (layer) {
    case 'scp':
      return guards.serviceControl.flat().map(({ name }) => name)
    case 'session':
      return guards.session ? [guards.session.name] : []
    case 'vpcEndpoint':
      return guards.vpcEndpoint?.map(({ name }) => name) ?? []
    default:
      return []
  }
}

/** The session policy takes back what the role has. */
export const sessionRefuses: Check = (situation) => refusalBy(situation, 'session')

/** A service control policy over the account of who asks. */
export const serviceControlRefuses: Check = (situation) => refusalBy(situation, 'scp')

/** A resource control policy over the account of the key. */
export const resourceControlRefuses: Check = (situation) => refusalBy(situation, 'rcp')

/** The policy of the VPC endpoint that the request came through. */
export const vpcEndpointRefuses: Check = (situation) => refusalBy(situation, 'vpcEndpoint')

// A repair of the key policy with somebody to make it, proved by the engine.

import { parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { decide } from '../../policy/index.ts'
import type { PoliciesInForce } from '../../policy/index.ts'
import { awsCommand } from '../command-line.ts'
import { guardsOfOthers } from '../guards.ts'
import { isGone } from '../rebuild.ts'
import { named, statementsOf } from '../examine.ts'
import { identityArn, principalsNamedBy, shortName } from '../principals.ts'
import { everybodyKnown, mayDo, PUT_KEY_POLICY, rescuersOf } from '../rescuers.ts'
import type { Rescuer } from '../rescuers.ts'
import { keyPolicyOf, policiesFor, type Actor, type Situation } from '../situation.ts'
import { atOnce, becomingOf } from './becoming.ts'
import { repairsOf, type Repair } from './repair.ts'
import type { Remedy } from './remedy.ts'
import { withoutPrincipals } from './without-principals.ts'

/** Where the documents of the commands go. */
export type PathOf = (fileName: string) => string

/** What else is put right beside the key policy. */
interface Around {
  /** All actions that the question was about; absent: the one of the situation. */
  readonly asked?: readonly string[]
  readonly around?: (policies: PoliciesInForce) => PoliciesInForce
}

const unchanged = (policies: PoliciesInForce): PoliciesInForce => policies

/** The first repair that the engine lets through, with all who could make it. */
export function keyPolicyRemedy(
  situation: Situation,
  asker: Actor,
  pathOf: PathOf,
  { asked, around = unchanged }: Around = {},
): Remedy | undefined {
  const { known, evidence } = situation
  if (known === undefined) return undefined
  const others = guardsOfOthers(evidence)
  for (const repair of repairsOf(situation, asked)) {
    const policy = puttable(repair.policy, situation)
    if (policy === undefined) continue
    const isAllowed = (actor: Actor): boolean =>
      decide(situation.request, around(policiesFor(actor, keyPolicyOf(policy), situation.guards)))
        .outcome === 'allow'
    const proved = isAllowed(asker)
    // With IAM policies unseen, a repair that opens the key's half is still worth offering.
    const mayWork = !asker.complete && isAllowed(withEverything(asker))
    if (!proved && !mayWork) continue
    const rescuers = rescuersOf(evidence).filter(({ actor }) =>
      mayDo(actor, PUT_KEY_POLICY, situation.keyArn, policy, others),
    )
    if (rescuers.length === 0) continue
    return remedyOf(situation, { ...repair, policy }, rescuers, { proved, pathOf })
  }
  return undefined
}

/** Without those who are gone: KMS would not take it. */
function puttable(policy: JsonObject, { known }: Situation): JsonObject | undefined {
  const gone = known?.named.flatMap(({ value, fate }) => (fate === 'gone' ? [value] : []))
  return withoutPrincipals(policy, new Set(gone))
}

function withEverything(actor: Actor): Actor {
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }]
  return { ...actor, identity: [named('everything', { Version: '2012-10-17', Statement })] }
}

function remedyOf(
  situation: Situation,
  { id, policy, facts }: Repair,
  rescuers: readonly Rescuer[],
  { proved, pathOf }: { readonly proved: boolean; readonly pathOf: PathOf },
): Remedy {
  const { keyArn, evidence } = situation
  const [first] = rescuers
  const keyId = parseArn(keyArn)?.resource.slice('key/'.length) ?? 'key'
  const path = pathOf(`key-policy-${keyId}.json`)
  const put = ['kms', 'put-key-policy', '--key-id', keyArn, '--policy-name', 'default'] as const
  const becoming = becomingOf(situation, first, pathOf)
  const runsAs = first?.becoming === 'self' ? 'asker' : 'environment'
  return {
    id,
    by: rescuers.map(({ arn }) => arn),
    becoming: becoming.commands,
    commands: [awsCommand([...put, '--policy', `file://${path}`], evidence.where, runsAs)],
    atOnce: atOnce(situation, first),
    facts,
    gains: [
      ...becoming.gains,
      ...difference(situation, policy, 'gains'),
      ...namesMadeAgain(situation, policy),
    ],
    loses: [...difference(situation, policy, 'loses'), ...namesTakenOut(situation, policy)],
    // Nobody knows whether one that may have been made again since can do it.
    proved: proved && first?.isSure === true,
    documents: new Map([[path, policy], ...becoming.documents]),
    change: { name: 'key policy', before: situation.known?.json ?? {}, after: policy },
  }
}

const ADMINISTRATION = ['kms:GetKeyPolicy', PUT_KEY_POLICY] as const

/** Among all that were looked at: who can, by this policy, what was impossible before. */
function difference(
  situation: Situation,
  policy: JsonObject,
  which: 'gains' | 'loses',
): readonly string[] {
  const { known, keyArn, evidence } = situation
  const before = known?.bound ?? {}
  const actors = everybodyKnown(evidence).map(({ actor }) => actor)
  const [from, to] = which === 'gains' ? [before, policy] : [policy, before]
  const lines = actors.flatMap((one) =>
    ADMINISTRATION.filter(
      (action) => mayDo(one, action, keyArn, to) && !mayDo(one, action, keyArn, from),
    ).map((action) => `${shortName(one.principal.arn)} ${action}`),
  )
  return [...new Set(lines)]
}

function namesTakenOut({ known }: Situation, policy: JsonObject): readonly string[] {
  const kept = new Set(statementsOf(policy).flatMap(principalsNamedBy))
  const gone = known?.named.filter(({ fate, value }) => isGone(fate) && !kept.has(value)) ?? []
  return gone.map(({ value }) => value)
}

/** Others who were made again under a name of the policy: putting it lets them in. */
function namesMadeAgain({ known, actor }: Situation, policy: JsonObject): readonly string[] {
  const kept = new Set(statementsOf(policy).flatMap(principalsNamedBy))
  const again = known?.named.filter(({ fate, value }) => fate === 'recreated' && kept.has(value))
  const others = again?.filter(({ value }) => value !== identityArn(actor.principal)) ?? []
  return others.map(({ value }) => shortName(value))
}

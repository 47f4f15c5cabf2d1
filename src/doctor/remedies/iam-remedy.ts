// An allow in IAM, where the key policy leaves it to IAM policies and they are silent: for this
// key, and for what was asked about.

import { accountRootArn, parseArn } from '../../base/arn.ts'
import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'
import { named } from '../examine.ts'
import { identityArn, shortName } from '../principals.ts'
import type { Actor, Situation } from '../situation.ts'
import { fileNameOf, inlinePlace, isAllowedInIam, withStatement } from './iam-policy.ts'
import type { PathOf } from './key-policy-remedy.ts'
import type { Remedy } from './remedy.ts'
import { inlinePolicyName } from '../policy-names/say-policy-name.ts'

/** The asker with the allow that the remedy would add. */
export function withAllow(situation: Situation, asked: readonly string[]): Actor {
  const added = named('the policy to add', policyFor(situation, asked))
  const { actor } = situation
  return { ...actor, identity: [...actor.identity, added] }
}

const statementFor = (situation: Situation, asked: readonly string[]): JsonObject => ({
  Effect: 'Allow',
  Action: asked.length === 1 ? (asked[0] ?? '') : asked,
  Resource: resourcesFor(situation),
})

/** The alias as well, where that counts. */
function resourcesFor({ keyArn, aliasHalf }: Situation): string | readonly string[] {
  return aliasHalf === undefined ? keyArn : [keyArn, aliasHalf.arn]
}

/** Put under a name that is taken, a policy replaces the old one: what that allowed is kept. */
function policyFor(situation: Situation, asked: readonly string[]): JsonObject {
  const statement = statementFor(situation, asked)
  const old = oldPolicy(situation)
  return old ? withStatement(old, statement) : { Version: '2012-10-17', Statement: [statement] }
}

function oldPolicy(situation: Situation): JsonObject | undefined {
  const { policies } = situation.evidence.subject.policies
  const owner = shortName(identityArn(situation.actor.principal))
  const [kind, name] = ownerOf(owner)
  const old = inlinePolicyName(policyName(situation), `${kind}/${name}`)
  const json = parseJson(policies.find((one) => one.name === old)?.text ?? '')
  return isJsonObject(json) ? json : undefined
}

/** One for each key, so that the way into one does not close another. */
const policyName = ({ keyArn }: Situation): string =>
  `KeyAccess-${parseArn(keyArn)?.resource.split('/').at(-1) ?? ''}`

export function iamRemedy(
  situation: Situation,
  proves: (actor: Actor) => boolean,
  pathOf: PathOf,
  asked: readonly string[],
): Remedy | undefined {
  const { actor, evidence } = situation
  const owner = identityArn(actor.principal)
  const account = actor.principal.account ?? ''
  const [kind, name] = ownerOf(shortName(owner))
  if (kind === undefined || name === undefined) return undefined
  const path = pathOf(fileNameOf(`iam-policy-${kind}-${name}`))
  const place = inlinePlace({ name: policyName(situation), kind, owner: name }, account)
  const mayItself = evidence.subjectAsks && isAllowedInIam(actor, place.action, owner)
  const policy = policyFor(situation, asked)
  const old = oldPolicy(situation)
  return {
    id: 'allow-in-iam',
    by: [mayItself ? owner : accountRootArn(account)],
    becoming: [],
    commands: [place.commandFor(path, evidence.where, mayItself ? 'asker' : 'environment')],
    atOnce: undefined,
    facts: { principal: shortName(owner), actions: asked.join(', ') },
    gains: asked.map((action) => `${shortName(owner)} ${action}`),
    loses: [],
    proved: proves(withAllow(situation, asked)),
    documents: new Map([[path, policy]]),
    ...(old && { change: { name: policyName(situation), before: old, after: policy } }),
  }
}

function ownerOf(
  owner: string,
): readonly ['user' | 'role', string] | readonly [undefined, undefined] {
  const [kind, ...rest] = owner.split('/')
  const name = rest.at(-1)
  const isOwner = (kind === 'user' || kind === 'role') && name !== undefined
  return isOwner ? [kind, name] : [undefined, undefined]
}

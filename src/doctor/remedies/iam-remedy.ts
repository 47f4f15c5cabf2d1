// An allow in IAM, where the key policy leaves it to IAM policies and they are silent.

import { accountRootArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { decide } from '../../policy/index.ts'
import { awsCommand } from '../command-line.ts'
import { named } from '../examine.ts'
import { identityArn, shortName } from '../principals.ts'
import { policiesFor, requestOf, type Actor, type Situation } from '../situation.ts'
import type { PathOf } from './key-policy-remedy.ts'
import type { Remedy } from './remedy.ts'

/** The asker with the allow that the remedy would add. */
export function withAllow(situation: Situation): Actor {
  const added = named('the policy to add', policyFor(situation))
  const { actor } = situation
  return { ...actor, identity: [...actor.identity, added] }
}

const policyFor = (situation: Situation): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: policyName(situation),
      Effect: 'Allow',
      Action: actionsFor(situation),
      Resource: resourcesFor(situation),
    },
  ],
})

const ADMINISTRATION: readonly string[] = ['kms:GetKeyPolicy', 'kms:PutKeyPolicy']

/** Who changes a policy has to read it; any other action is given alone. */
function actionsFor({ request: { action } }: Situation): readonly string[] {
  return ADMINISTRATION.includes(action) ? ADMINISTRATION : [action]
}

function resourcesFor({ keyArn, aliasHalf }: Situation): string | readonly string[] {
  return aliasHalf === undefined ? keyArn : [keyArn, aliasHalf.arn]
}

/** One policy for each action: a second remedy must not replace the first. */
function policyName({ request: { action } }: Situation): string {
  return ADMINISTRATION.includes(action)
    ? 'KeyPolicyAdministration'
    : `Allow${action.slice(action.indexOf(':') + 1)}`
}

export function iamRemedy(
  situation: Situation,
  proves: (actor: Actor) => boolean,
  pathOf: PathOf,
): Remedy | undefined {
  const { actor, evidence } = situation
  const owner = identityArn(actor.principal)
  const [kind, name] = ownerOf(owner)
  if (kind === undefined || name === undefined) return undefined
  const policy = policyName(situation)
  const path = pathOf(`iam-policy-${kind}-${name}-${policy}.json`)
  const mayItself = isAllowedInIam(
    actor,
    kind === 'user' ? 'iam:PutUserPolicy' : 'iam:PutRolePolicy',
  )
  const words = ['iam', `put-${kind}-policy`, `--${kind}-name`, name, '--policy-name', policy]
  const document = ['--policy-document', `file://${path}`]
  return {
    id: 'allow-in-iam',
    by: [mayItself ? owner : accountRootArn(actor.principal.account ?? '')],
    becoming: [],
    commands: [
      awsCommand([...words, ...document], evidence.where, mayItself ? 'asker' : 'environment'),
    ],
    atOnce: undefined,
    facts: { principal: shortName(owner), actions: actionsFor(situation).join(', ') },
    gains: [`${shortName(owner)} ${situation.request.action}`],
    loses: [],
    proved: proves(withAllow(situation)),
    documents: new Map([[path, policyFor(situation)]]),
  }
}

function ownerOf(arn: string): readonly (string | undefined)[] {
  const [kind, ...rest] = shortName(arn).split('/')
  return kind === 'user' || kind === 'role' ? [kind, rest.at(-1)] : []
}

function isAllowedInIam(actor: Actor, action: string): boolean {
  const request = requestOf(actor.principal, action, identityArn(actor.principal))
  return decide(request, policiesFor(actor, undefined)).outcome === 'allow'
}

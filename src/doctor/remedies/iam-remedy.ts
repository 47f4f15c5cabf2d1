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

const policyFor = ({ request, keyArn }: Situation): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'KeyPolicyAdministration',
      Effect: 'Allow',
      Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy', request.action].filter(isFirst),
      Resource: keyArn,
    },
  ],
})

const isFirst = (one: string, index: number, all: readonly string[]): boolean =>
  all.indexOf(one) === index

const POLICY_NAME = 'KeyPolicyAdministration'

export function iamRemedy(
  situation: Situation,
  proves: (actor: Actor) => boolean,
  pathOf: PathOf,
): Remedy | undefined {
  const { actor, evidence } = situation
  const owner = identityArn(actor.principal)
  const [kind, name] = ownerOf(owner)
  if (kind === undefined || name === undefined) return undefined
  const path = pathOf(`iam-policy-${kind}-${name}.json`)
  const mayItself = isAllowedInIam(
    actor,
    kind === 'user' ? 'iam:PutUserPolicy' : 'iam:PutRolePolicy',
  )
  const owned = [`--${kind}-name`, name, '--policy-name', POLICY_NAME]
  const document = ['--policy-document', `file://${path}`]
  return {
    id: 'allow-in-iam',
    by: [mayItself ? owner : accountRootArn(actor.principal.account)],
    becoming: [],
    commands: [
      awsCommand(
        ['iam', `put-${kind}-policy`, ...owned, ...document],
        evidence.where,
        mayItself ? 'asker' : 'environment',
      ),
    ],
    atOnce: undefined,
    facts: { principal: shortName(owner), action: situation.request.action },
    gains: [`${shortName(owner)} ${situation.request.action}`],
    loses: [],
    proved: proves(withAllow(situation)),
    documents: new Map([[path, policyFor(situation)]]),
  }
}

function ownerOf(arn: string): readonly ['user' | 'role', string | undefined] | readonly [] {
  const [kind, ...rest] = shortName(arn).split('/')
  return kind === 'user' || kind === 'role' ? [kind, rest.at(-1)] : []
}

function isAllowedInIam(actor: Actor, action: string): boolean {
  const request = requestOf(actor.principal, action, identityArn(actor.principal))
  return decide(request, policiesFor(actor, undefined)).outcome === 'allow'
}

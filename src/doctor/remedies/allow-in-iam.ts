// One IAM policy more for a user or a role: who may add it, and by which command.

import { accountRootArn, parseArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { decide } from '../../policy/index.ts'
import { awsCommand } from '../command-line.ts'
import type { Where } from '../evidence/evidence.ts'
import { named } from '../examine.ts'
import { identityArn, shortName } from '../principals.ts'
import { policiesFor, requestOf, type Actor } from '../situation.ts'
import type { PathOf } from './key-policy-remedy.ts'
import type { Remedy } from './remedy.ts'

export interface IamAddition {
  readonly actor: Actor
  readonly document: JsonObject
  /** Of the policy, on the user or role. */
  readonly policyName: string
  readonly actions: readonly string[]
  readonly resource: string
  readonly where: Where
  /** The asker is the actor. */
  readonly asks: boolean
  /** Whether the actor may then do what it asked for. */
  readonly proves: (actor: Actor) => boolean
  readonly pathOf: PathOf
}

/** Undefined: it is no user or role, or an allow would change nothing. */
export function allowInIam(addition: IamAddition): Remedy | undefined {
  const { actor, document, policyName, actions, resource, where, asks, proves, pathOf } = addition
  const own = identityArn(actor.principal)
  const [kind, ...path] = shortName(own).split('/')
  const name = path.at(-1)
  if ((kind !== 'user' && kind !== 'role') || name === undefined) return undefined
  const more = named('the policy to add', document)
  const proved = proves({ ...actor, identity: [...actor.identity, more] })
  // An allow changes nothing where a Deny or the boundary stands against it.
  if (!proved && actor.complete) return undefined
  const file = pathOf(`iam-policy-${kind}-${name}.json`)
  const put = kind === 'user' ? 'iam:PutUserPolicy' : 'iam:PutRolePolicy'
  const mayItself = mayInIam(actor, put, own)
  const owned = [`--${kind}-name`, name, '--policy-name', policyName]
  const runsAs = mayItself && asks ? 'asker' : 'environment'
  return {
    id: 'allow-in-iam',
    by: [mayItself ? own : accountRootArn(parseArn(own)?.account ?? '')],
    becoming: [],
    commands: [
      awsCommand(
        ['iam', `put-${kind}-policy`, ...owned, '--policy-document', `file://${file}`],
        where,
        runsAs,
      ),
    ],
    atOnce: undefined,
    facts: { principal: shortName(own), actions: actions.join(', '), resource },
    gains: actions.map((action) => `${shortName(own)} ${action}`),
    loses: [],
    // A Deny that could not be seen would stand against it.
    proved: proved && actor.complete,
    documents: new Map([[file, document]]),
  }
}

/** Where no resource has a policy of its own: IAM, the boundary and the like. */
export function mayInIam(actor: Actor, action: string, resource: string): boolean {
  const request = requestOf(actor.principal, action, resource)
  return decide(request, policiesFor(actor, undefined)).outcome === 'allow'
}

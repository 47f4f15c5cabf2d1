// A grant is there, and does not help.

import { gotOf } from '../evidence/answer.ts'
import { isSameIdentity } from '../evidence/entity.ts'
import type { KeyGrant } from '../evidence/grants.ts'
import { isGrantable } from '../evidence/grants.ts'
import { examineGrant, type ExaminedGrant } from '../examine-grant.ts'
import { isUniqueId } from '../principals.ts'
import type { Situation } from '../situation.ts'
import { fail, type Check } from './check.ts'

/** A grant names the asker and the operation, and its constraint is not met. */
export const grantConstraintNotMet: Check = (situation) => {
  const [first, ...more] = examined(situation).filter(
    ({ grantee, operation, constraints }) => grantee && operation && !constraints,
  )
  if (first === undefined) return undefined
  const constraint = JSON.stringify(first.grant.constraints)
  return fail('grant/constraint-not-met', situation, {
    facts: { grant: nameOf(first.grant), constraint },
    evidence: [first, ...more].map(({ grant }) => placeOf(grant)),
  })
}

/** Grants name the asker, and none of them covers the operation. */
export const grantOperationNotCovered: Check = (situation) => {
  const own = examined(situation).filter(({ grantee }) => grantee)
  const [first] = own
  if (first === undefined || own.some(({ operation }) => operation)) return undefined
  return fail('grant/operation-not-covered', situation, {
    facts: { grant: nameOf(first.grant), operations: first.grant.operations.join(', ') },
    evidence: own.map(({ grant }) => placeOf(grant)),
  })
}

/** A grant is bound to a principal that is gone: one made again under the name is another. */
export const grantGranteeDeleted: Check = (situation) => {
  const lost = lostGrants(situation)
  const own = lost.find((grant) => wasMeantForSubject(situation, grant))
  const first = own ?? lost[0]
  if (first === undefined) return undefined
  return fail('grant/grantee-deleted', situation, {
    facts: {
      grant: nameOf(first),
      grantee: first.granteePrincipal,
      meant: own === undefined ? 'others' : 'asker',
    },
    evidence: lost.map(placeOf),
  })
}

/** The one that was meant for the asker, as far as can be seen. */
export const lostGrantOf = (situation: Situation): KeyGrant | undefined =>
  lostGrants(situation).find((grant) => wasMeantForSubject(situation, grant))

function lostGrants(situation: Situation): readonly KeyGrant[] {
  return examined(situation).flatMap(({ grant, grantee, operation }) =>
    operation && !grantee && isOfTheDead(grant) ? [grant] : [],
  )
}

/** Grants have no say where they could not carry the action, or where a Deny stands. */
function examined(situation: Situation): readonly ExaminedGrant[] {
  const { answered, decision, request, actor, evidence } = situation
  if (answered === 'allow' || decision?.outcome === 'explicitDeny') return []
  if (!isGrantable(request.action) || decision?.outcome === 'allow') return []
  const { grants = [] } = gotOf(evidence.layers?.grants) ?? {}
  return grants.map((grant) => examineGrant(grant, request, actor.principal))
}

/** KMS shows the ARN of every grantee that exists: a bare unique id is what is left of one. */
const isOfTheDead = ({ granteePrincipal }: KeyGrant): boolean => isUniqueId(granteePrincipal)

const isOwnName = ({ evidence }: Situation, name: string): boolean =>
  isSameIdentity(name, evidence.subject.arn)

/** By the event that made the grant; else by any in which the asker's name bore that id. */
function wasMeantForSubject(situation: Situation, grant: KeyGrant): boolean {
  const { layers, events } = situation.evidence
  const granted = gotOf(layers?.grantedNames)?.get(grant.grantId)
  if (granted !== undefined) return isOwnName(situation, granted)
  return (gotOf(events)?.events ?? []).some(
    ({ by, uniqueId }) => uniqueId === grant.granteePrincipal && isOwnName(situation, by),
  )
}

const nameOf = ({ name, grantId }: KeyGrant): string =>
  name === '' ? `${grantId.slice(0, GRANT_ID_SHOWN)}…` : name

/** Of the 64 characters of a grant id, enough to find it again. */
const GRANT_ID_SHOWN = 12

const placeOf = ({ grantId, granteePrincipal, operations, constraints }: KeyGrant): string =>
  `grant ${grantId} to ${granteePrincipal}: ${operations.join(', ')}` +
  (constraints ? ` ${JSON.stringify(constraints)}` : '')

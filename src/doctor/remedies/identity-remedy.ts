// The key policy lets somebody else do it who is easily taken for the asker: become that one.

import { decide } from '../../policy/index.ts'
import { awsCommand } from '../command-line.ts'
import type { Finding } from '../finding.ts'
import { identityArnOf, principalOf, shortName } from '../principals.ts'
import { everybodyKnown, type Rescuer } from '../rescuers.ts'
import { keyPolicyOf, policiesFor, requestOf, type Situation } from '../situation.ts'
import { ROLE_SESSION_NAME } from './becoming.ts'
import type { Remedy } from './remedy.ts'

export function identityRemedy(
  situation: Situation,
  findings: readonly Finding[],
): Remedy | undefined {
  const finding = findings.find(({ id }) => id === 'principal/other-identity')
  const other = finding?.facts.otherArn
  if (other === undefined) return undefined
  const { evidence } = situation
  const role = identityArnOf(other)
  // The asker may be a session of the same role itself, under another name.
  const becomes = everybodyKnown(evidence).find(
    ({ arn, becoming }) => arn === role && becoming !== 'self',
  )
  const isOpen = becomes === undefined || ['assume', 'unknown'].includes(becomes.becoming)
  const session = /:assumed-role\/[^/]+\/(.+)$/.exec(other)?.[1] ?? ROLE_SESSION_NAME
  const words = ['sts', 'assume-role', '--role-arn', role, '--role-session-name', session] as const
  const isRole = role.includes(':role/')
  return {
    id: 'become-named-identity',
    by: [other],
    becoming: isRole && isOpen ? [awsCommand(words, evidence.where, 'asker')] : [],
    commands: [],
    atOnce: undefined,
    facts: { other: shortName(other), otherArn: other },
    gains: [],
    loses: [],
    proved: becomes?.becoming === 'assume' && isAllowedAs(other, becomes, situation),
    documents: new Map(),
  }
}

/** As the session that the key policy names. */
function isAllowedAs(
  arn: string,
  { actor, arn: roleArn }: Rescuer,
  { known, request, keyArn }: Situation,
): boolean {
  const uniqueId = 'uniqueId' in actor.principal ? actor.principal.uniqueId : undefined
  const principal = principalOf(arn, { roleArn, uniqueId })
  if (known === undefined || principal === undefined) return false
  const asked = requestOf(principal, request.action, keyArn)
  return decide(asked, policiesFor(actor, keyPolicyOf(known.bound))).outcome === 'allow'
}

// What stands beside key policy and IAM policies and can refuse or allow as well.

import { parseArn } from '../../base/arn.ts'
import type { Connection } from '../connection.ts'
import { parseDenial, type Denial } from '../denial.ts'
import { gotOf, isRefused, type Answer } from './answer.ts'
import { isSameIdentity } from './entity.ts'
import type { Evidence, Question } from './evidence.ts'
import { askGrantedNames, type GrantedNames } from './granted-names.ts'
import { isUniqueId } from '../principals.ts'
import { askGrants, isGrantable, type KeyGrants } from './grants.ts'
import {
  askNamedControlPolicy,
  askOrganization,
  type ControlPolicy,
  type OrganizationEvidence,
} from './organization.ts'
import { isDenial } from './policy-event.ts'
import { askRecentRecords } from './recent-records.ts'
import { askSessionPolicies, type SessionPolicies } from './session-policies.ts'
import { askSimulation, type Simulated } from './simulation.ts'
import { askVpcEndpoint, type VpcEndpointPolicy } from './vpc-endpoint.ts'

export interface LayerEvidence {
  /** Undefined: a grant can carry none of the actions asked about. */
  readonly grants: Answer<KeyGrants> | undefined
  /** Undefined: every grantee has its name. */
  readonly grantedNames: Answer<GrantedNames> | undefined
  readonly organization: OrganizationEvidence
  /** The control policy that AWS's sentence names. */
  readonly namedControl: Answer<ControlPolicy> | undefined
  /** Undefined: the request came through no endpoint that is known of. */
  readonly vpcEndpoint: Answer<VpcEndpointPolicy> | undefined
  /** Undefined: nothing gave a reason to look, or the subject is no session. */
  readonly session: Answer<SessionPolicies> | undefined
  /** Undefined: not asked for. */
  readonly simulation: Answer<readonly Simulated[]> | undefined
}

type Subject = Pick<Evidence, 'subject' | 'key'>

/** What can be asked before it is known whether anything is denied. */
export async function askLayers(
  connection: Connection,
  { subject, key }: Subject,
  { actions = [], via, context = {}, vpcEndpointPolicy }: Question,
): Promise<LayerEvidence> {
  const { arn: keyArn = '' } = key
  const subjectAccount = parseArn(subject.arn)?.account
  const principal = identityToSimulate(subject)
  const [grants, organization, simulation] = await Promise.all([
    actions.some(isGrantable) ? askGrants(connection, keyArn) : undefined,
    askOrganization(connection, { subjectAccount, keyAccount: parseArn(keyArn)?.account }),
    via === 'simulate' && principal !== undefined
      ? askSimulation(connection, { principal, actions, keyArn, context })
      : undefined,
  ])
  const vpcEndpoint = vpcEndpointPolicy && { got: vpcEndpointPolicy }
  return {
    grants,
    grantedNames: undefined,
    organization,
    namedControl: undefined,
    vpcEndpoint,
    session: undefined,
    simulation,
  }
}

function identityToSimulate({ entity }: Evidence['subject']): string | undefined {
  return gotOf(entity)?.arn
}

/** One of the questions, and what stood against it. */
export interface DeniedQuestion {
  readonly action: string
  /** AWS's own sentence, when there is one. */
  readonly denial: Denial | undefined
  /** The identity policies allow it, and AWS refuses all the same. */
  readonly despiteIdentity: boolean
}

/** What only a denial gives reason to ask. */
export async function askLayersOfDenial(
  connection: Connection,
  evidence: Evidence,
  questions: readonly DeniedQuestion[],
): Promise<LayerEvidence | undefined> {
  const { layers } = evidence
  if (layers === undefined) return undefined
  const denied = [...questions, ...triedInVain(evidence)]
  const [grantedNames, namedControl, vpcEndpoint, session] = await Promise.all([
    grantedNamesFor(connection, layers, denied),
    namedPolicy(connection, layers, denied),
    layers.vpcEndpoint ?? endpointPolicy(connection, evidence, denied),
    sessionPolicies(connection, evidence, denied),
  ])
  return { ...layers, grantedNames, namedControl, vpcEndpoint, session }
}

/** The key policy was tried whatever the question: its sentence names layers all the same. */
function triedInVain({ keyPolicy, subjectAsks }: Evidence): readonly DeniedQuestion[] {
  if (!subjectAsks || !isRefused(keyPolicy)) return []
  const denial = parseDenial(keyPolicy.refused)
  return [{ action: 'kms:GetKeyPolicy', denial, despiteIdentity: false }]
}

/** Only a grantee that is gone has no name. */
function grantedNamesFor(
  connection: Connection,
  { grants }: LayerEvidence,
  denied: readonly DeniedQuestion[],
): Promise<Answer<GrantedNames>> | undefined {
  const isNameless = gotOf(grants)?.grants.some(({ granteePrincipal }) =>
    isUniqueId(granteePrincipal),
  )
  const isAsked = denied.some(({ action }) => isGrantable(action))
  return isNameless && isAsked ? askGrantedNames(connection) : undefined
}

function namedPolicy(
  connection: Connection,
  { organization: { serviceControl, resourceControl } }: LayerEvidence,
  denied: readonly DeniedQuestion[],
): Promise<Answer<ControlPolicy>> | undefined {
  const arn = denied.flatMap(({ denial }) => denial?.policyArn ?? []).find(isControlPolicy)
  const seen = [serviceControl, resourceControl].flatMap((levels) => gotOf(levels) ?? [])
  const isSeen = seen.some(({ policies }) => policies.some((policy) => policy.arn === arn))
  return arn === undefined || isSeen ? undefined : askNamedControlPolicy(connection, arn)
}

const isControlPolicy = (arn: string): boolean => parseArn(arn)?.service === 'organizations'

async function endpointPolicy(
  connection: Connection,
  evidence: Evidence,
  denied: readonly DeniedQuestion[],
): Promise<LayerEvidence['vpcEndpoint']> {
  const id = await endpointOf(connection, evidence, denied)
  return id === undefined ? undefined : askVpcEndpoint(connection, id)
}

/** By AWS's sentence, by a denied attempt at hand, else by the newest events of the action. */
async function endpointOf(
  connection: Connection,
  { events, subject }: Evidence,
  denied: readonly DeniedQuestion[],
): Promise<string | undefined> {
  const refused = denied.find(({ denial }) => denial?.layer === 'vpcEndpoint')
  if (refused === undefined) return undefined
  const named = /vpce-[0-9a-z]+/.exec(refused.denial?.policyArn ?? '')?.[0]
  if (named !== undefined) return named
  const attempt = gotOf(events)?.events.findLast(
    (event) =>
      event.vpcEndpoint !== undefined && isDenial(event) && isSameIdentity(event.by, subject.arn),
  )
  if (attempt?.vpcEndpoint !== undefined) return attempt.vpcEndpoint
  const name = refused.action.slice(refused.action.indexOf(':') + 1)
  const records = gotOf(await askRecentRecords(connection, name)) ?? []
  const record = records.find(({ errorMessage }) => errorMessage === refused.denial?.sentence)
  return typeof record?.vpcEndpointId === 'string' ? record.vpcEndpointId : undefined
}

async function sessionPolicies(
  connection: Connection,
  { subject, subjectAsks }: Evidence,
  denied: readonly DeniedQuestion[],
): Promise<LayerEvidence['session']> {
  const isSession = /:(assumed-role|federated-user)\//.test(subject.arn)
  if (!isSession || !subjectAsks) return undefined
  const isSuspect = denied.some(
    ({ denial, despiteIdentity }) => denial?.layer === 'session' || despiteIdentity,
  )
  return isSuspect ? askSessionPolicies(connection, subject.arn) : undefined
}

import { parseAccountId } from '../../base/account-id.ts'
import { accountRootArn } from '../../base/arn.ts'
import type { JsonObject } from '../../base/json.ts'
import { principalContext } from '../../base/principal-facts.ts'
import type { Principal } from '../../base/principal.ts'
import { KiB } from '../../base/sizes.ts'
import { checkLockout, LOCKOUT_SENTENCE } from '../access/lockout-check.ts'
import { compilePolicy } from '../compile.ts'
import { decide } from '../decide.ts'
import type { PolicyDocument } from '../document.ts'
import { principalsOf } from '../principals.ts'
import { readPolicy, readPolicyJson } from '../read-policy.ts'
import type { RequestContext } from '../request-context.ts'
import { accessDeniedSentence } from '../sentence.ts'
import { signedPrincipal } from '../signed-principal.ts'
import type { AuthorizationRequest, Decision, PoliciesInForce } from '../types.ts'
import { validateKeyPolicy } from '../validate.ts'
import type { CaseAnswer } from './case-answer.ts'
import {
  flag,
  object,
  optionalPolicy,
  optionalText,
  requestContext,
  text,
  texts,
} from './case-members.ts'
import { casePrincipal } from './case-principal.ts'
import { callerPolicies } from './decision-case.ts'
import { principalFault } from './principal-fault.ts'

const KEY_POLICY_CHARS_MAX = 32 * KiB

/** AWS's answer when it does not take the policy. */
interface Refusal {
  readonly code: string
  readonly message: string
}

/** Everything that the checks of one change look at. */
interface Change {
  readonly json: JsonObject
  readonly principal: Principal
  readonly keyArn: string
  readonly keyAccount: string
  readonly context: RequestContext
}

/** A case that asks whether AWS would take a new key policy. */
export function judgeKeyPolicyChange(json: JsonObject): CaseAnswer {
  const context = requestContext(json, texts(json, 'contextSingleValued'))
  const key = object(json, 'key')
  const principal = casePrincipal(object(json, 'caller'), context)
  const keyAccount = text(key, 'account')
  const change: Change = { json, principal, keyArn: text(key, 'arn'), keyAccount, context }
  const refusal = refusalOf(change)
  if (refusal) {
    const unmet = unmetExpectations(json, refusal)
    return { got: 'rejected', unmet, note: `${refusal.code}: ${refusal.message}` }
  }
  const unmet = unmetManageability(change)
  return { got: 'accepted', unmet }
}

/** In AWS's order; the first check that fails is the answer. */
function refusalOf(change: Change): Refusal | undefined {
  return notAuthorized(change) ?? documentFault(change) ?? lockoutFault(change)
}

function notAuthorized(change: Change): Refusal | undefined {
  const { json } = change
  const current = optionalPolicy(json, 'currentKeyPolicy')
  const isCreation = text(json, 'operation') === 'CreateKey'
  const request = isCreation
    ? { ...requestFor(change, 'kms:CreateKey'), resource: '*', resourceAccount: undefined }
    : requestFor(change, 'kms:PutKeyPolicy')
  const decision = decide(request, {
    ...policiesOf(change),
    ...(current && { resource: { ...current, kind: 'keyPolicy' } }),
  })
  if (decision.outcome !== 'allow') return accessDenied(request, decision)
  // The policy of an AWS managed key lets nobody change it, whatever the case says of it.
  if (object(json, 'key').keyManager === 'AWS') {
    return accessDenied(request, { outcome: 'implicitDeny', layer: 'keyPolicy', because: [] })
  }
  const policyName = optionalText(json, 'policyName') ?? 'default'
  if (policyName === 'default') return undefined
  return { code: 'UnsupportedOperationException', message: 'Only default policy is supported' }
}

function accessDenied(request: AuthorizationRequest, decision: Decision): Refusal {
  const message = accessDeniedSentence(request, decision, 'named')
  return { code: 'AccessDeniedException', message }
}

const MALFORMED = 'MalformedPolicyDocumentException'

function documentFault(change: Change): Refusal | undefined {
  const { json } = change
  const given = optionalText(json, 'newKeyPolicyText') ?? JSON.stringify(json.newKeyPolicy)
  if (given.length > KEY_POLICY_CHARS_MAX) {
    const message = `The key policy has more than ${KEY_POLICY_CHARS_MAX} characters`
    return { code: 'LimitExceededException', message }
  }
  const read = readPolicy(given)
  // AWS says nothing at all about a document that it cannot read (aws-sdk-ruby#1784).
  if ('problems' in read) return { code: MALFORMED, message: '' }
  const [problem] = validateKeyPolicy(read.document)
  if (problem) return { code: MALFORMED, message: problem.says }
  return principalFault(read.document, existingPrincipals(change))
}

/** Undefined: all that the policy names. The caller and the key's account are always there. */
function existingPrincipals(change: Change): readonly string[] | undefined {
  const { json, principal, keyAccount } = change
  if (json.existingPrincipals === undefined) return undefined
  const own = principal.type === 'assumedRole' ? principal.roleArn : principal.arn
  return [...texts(json, 'existingPrincipals'), own, accountRootArn(keyAccount)]
}

function lockoutFault(change: Change): Refusal | undefined {
  if (flag(change.json, 'bypassPolicyLockoutSafetyCheck')) return undefined
  const { principal, keyArn, keyAccount, context } = change
  const { outcome } = checkLockout(newPolicy(change), {
    principal,
    resource: keyArn,
    resourceAccount: keyAccount,
    context,
    policies: policiesOf(change),
  })
  return outcome === 'allow' ? undefined : { code: MALFORMED, message: LOCKOUT_SENTENCE }
}

function requestFor(change: Change, action: string): AuthorizationRequest {
  const { principal, keyArn, keyAccount, context } = change
  return {
    principal,
    action,
    resource: keyArn,
    resourceAccount: keyAccount,
    context,
    sameAccountOnly: true,
  }
}

function policiesOf({ json }: Change): PoliciesInForce {
  return { ...callerPolicies(json), resourceControl: [], grants: [] }
}

function newDocument({ json }: Change): PolicyDocument {
  const given = optionalText(json, 'newKeyPolicyText')
  const read = given === undefined ? readPolicyJson(json.newKeyPolicy ?? {}) : readPolicy(given)
  // INVARIANT: asked after `documentFault` found nothing.
  if ('problems' in read) throw new Error('an unreadable policy was taken')
  return read.document
}

function newPolicy(change: Change): NonNullable<PoliciesInForce['resource']> {
  const policy = compilePolicy(newDocument(change))
  return { name: 'newKeyPolicy', policy, kind: 'keyPolicy' }
}

function unmetExpectations(json: JsonObject, { code, message }: Refusal): readonly string[] {
  const wantedCode = optionalText(json, 'expectErrorCode')
  const wantedText = optionalText(json, 'expectMessageContains')
  const unmet: string[] = []
  if (wantedCode !== undefined && wantedCode !== code) unmet.push(`expected ${wantedCode}`)
  if (wantedText !== undefined && !message.includes(wantedText)) {
    unmet.push(`expected a message with \`${wantedText}\``)
  }
  return unmet
}

function unmetManageability(change: Change): readonly string[] {
  const { manageableAfterwards: wanted } = change.json
  if (typeof wanted !== 'boolean' || wanted === isManageable(change)) return []
  return [`expected the key to be ${wanted ? '' : 'un'}manageable afterwards`]
}

/** Whether anybody can still call PutKeyPolicy: the root user, or a principal that is named. */
function isManageable(change: Change): boolean {
  const resource = newPolicy(change)
  const { keyAccount } = change
  const root = accountRootArn(keyAccount)
  const named = principalsOf(resource.policy.document).map(({ value }) => value)
  return [root, ...named].some((arn) => {
    const principal = signedPrincipal(arn, { account: parseAccountId(keyAccount) })
    if (!principal) return false
    const context = new Map(change.context)
    for (const [key, value] of principalContext(principal)) context.set(key.toLowerCase(), value)
    const request = requestFor({ ...change, principal, context }, 'kms:PutKeyPolicy')
    const bare = { identity: [], serviceControl: [], resourceControl: [], grants: [] }
    return decide(request, { ...bare, resource }).outcome === 'allow'
  })
}

// The reference authorizer: what src/policy must decide, written from AWS's rules as plainly as
// possible. It reads documents with JSON.parse, matches with regular expressions, caches nothing,
// and shares no code with src/policy. It knows the conditions that the generators use.

import type { AuthorizationRequest as Request, Grant } from '../../src/policy/index.ts'
import type { PolicyTexts } from './policy-texts.ts'

/** As what a statement names the caller. */
type Named = 'caller' | 'role' | 'account' | 'nobody'
/** What a policy is attached to. */
type Attached = 'identity' | 'resource' | 'trust'

export function specDecide(request: Request, texts: PolicyTexts): string {
  const { principal, resourceAccount, action, sameAccountOnly } = request
  const { account } = principal
  const isRoot = principal.type === 'root'
  const isIam = account !== undefined && !isRoot
  const isLinked = principal.type === 'assumedRole' && principal.isServiceLinkedRole
  const isForeign = account && resourceAccount ? account !== resourceAccount : false
  const retires = action.toLowerCase() === 'kms:retiregrant'
  const kind = texts.resource?.kind
  const isTrust = kind === 'trustPolicy'

  // Which documents count.
  const iam = (list: readonly string[] = []) => (isIam ? list : [])
  const sessions = texts.session === undefined ? [] : [texts.session]
  const scps = isLinked || account === undefined ? [] : texts.serviceControl
  const rcps = isLinked || retires || request.awsManagedKey ? [] : texts.resourceControl
  const key = texts.resource && (isTrust || !retires) ? [texts.resource.text] : []
  const keyAs = isTrust ? 'trust' : 'resource'
  const named = (list: readonly string[], effect: string, as: Attached) =>
    list.flatMap(statementsOf).map((one) => namedBy(one, effect, as, request))
  const says = (list: readonly string[], effect: string, as: Attached) =>
    named(list, effect, as).some((one) => one !== 'nobody')

  const caller = [...iam(texts.identity), ...iam(texts.boundary), ...iam(sessions), ...scps.flat()]
  if (says(caller, 'Deny', 'identity') || says(key, 'Deny', keyAs)) return 'explicitDeny'
  if (says([...rcps.flat(), ...(texts.vpcEndpoint ?? [])], 'Deny', 'resource'))
    return 'explicitDeny'
  if (!scps.every((level) => says(level, 'Allow', 'identity'))) return 'implicitDeny'
  if (texts.vpcEndpoint && !says(texts.vpcEndpoint, 'Allow', 'resource')) return 'implicitDeny'
  if ((isForeign && sameAccountOnly) || (isRoot && isTrust)) return 'implicitDeny'

  const bounded = !isIam || !texts.boundary || says(texts.boundary, 'Allow', 'identity')
  const inSession = !isIam || sessions.length === 0 || says(sessions, 'Allow', 'identity')
  const withinLimits = bounded && inSession
  const hasAllow = isRoot || says(iam(texts.identity), 'Allow', 'identity')
  const byIdentity = withinLimits && hasAllow
  const grants = texts.grants.map((grant) => grantNames(grant, request))
  const names = named(key, 'Allow', keyAs)

  if (grants.includes('caller') || grants.includes('role')) return 'allow'
  if ([...grants, ...names].includes('account') && byIdentity) return 'allow'
  if (isForeign)
    return names.some((one) => one !== 'nobody') && byIdentity ? 'allow' : 'implicitDeny'
  if (names.includes('caller') || (names.includes('role') && withinLimits)) return 'allow'
  const iamDecides = !retires && (kind === undefined || kind === 'resourcePolicy')
  return iamDecides && byIdentity ? 'allow' : 'implicitDeny'
}

const listOf = (value: unknown) => (value === undefined ? [] : [value].flat().map(String))
const statementsOf = (text: string): Record<string, unknown>[] =>
  [JSON.parse(text).Statement].flat()
const SPECIAL = /[.+^${}()|[\]\\]/g
const glob = (pattern: string, text: string) => {
  const regex = pattern.replaceAll(SPECIAL, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${regex}$`, 's').test(text)
}

function namedBy(
  one: Record<string, unknown>,
  effect: string,
  as: Attached,
  request: Request,
): Named {
  const { Action, NotAction, Resource, NotResource, Condition, Principal, NotPrincipal } = one
  const action = request.action.toLowerCase()
  const acts = (value: unknown) => listOf(value).some((one) => glob(one.toLowerCase(), action))
  const covers = (value: unknown) => listOf(value).some((one) => glob(one, request.resource))
  const blocks = Object.entries((Condition ?? {}) as Record<string, Record<string, unknown>>)
  const fails = [
    one.Effect !== effect,
    Action === undefined && NotAction === undefined,
    Action !== undefined && !acts(Action),
    NotAction !== undefined && acts(NotAction),
    Resource === undefined && NotResource === undefined && as !== 'trust',
    Resource !== undefined && !covers(Resource),
    NotResource !== undefined && covers(NotResource),
    blocks.some(([operator, keys]) =>
      Object.entries(keys).some(([key, values]) => !meets(operator, key, listOf(values), request)),
    ),
  ]
  if (fails.includes(true)) return 'nobody'
  if (as === 'identity') return 'caller'
  if (Principal !== undefined) return whom(namesIn(Principal), request)
  const spared = namesIn(NotPrincipal)
  if (effect === 'Allow') return whom(spared, request) === 'nobody' ? 'caller' : 'nobody'
  const groups = Object.values(identitiesOf(request)).filter((group) => group.length > 0)
  const isSpared = groups.every((group) => group.some((name) => spared.includes(name)))
  return isSpared || spared.includes('*') ? 'nobody' : 'caller'
}

const namesIn = (clause: unknown) =>
  clause === '*' ? ['*'] : Object.values(clause as object).flatMap(listOf)

/** The caller's own names, its role's, its account's. */
function identitiesOf({ principal }: Request): {
  own: string[]
  role: string[]
  account: string[]
} {
  const id = principal.account
  const account = id === undefined ? [] : [id, `arn:aws:iam::${id}:root`]
  if (principal.type === 'root') return { own: account, role: [], account }
  if (principal.type === 'user')
    return { own: [principal.arn, `${principal.uniqueId}`], role: [], account }
  if (principal.type !== 'assumedRole') return { own: [principal.arn], role: [], account }
  const { arn, roleArn, uniqueId, sessionName } = principal
  return { own: [arn, `${uniqueId}:${sessionName}`], role: [roleArn, `${uniqueId}`], account }
}

function whom(names: readonly string[], request: Request): Named {
  const { own, role, account } = identitiesOf(request)
  if (names.includes('*') || own.some((name) => names.includes(name))) return 'caller'
  if (role.some((name) => names.includes(name))) return 'role'
  return account.some((name) => names.includes(name)) ? 'account' : 'nobody'
}

function grantNames(grant: Grant, request: Request): Named {
  const action = request.action.toLowerCase()
  if (grant.keyArn !== request.resource) return 'nobody'
  if (!grant.operations.some((one) => `kms:${one}`.toLowerCase() === action)) return 'nobody'
  const wanted = Object.entries(grant.constraints?.encryptionContextSubset ?? {})
  const pair = (key: string) => request.context.get(`kms:encryptioncontext:${key}`)
  const isConstrained = !['kms:describekey', 'kms:retiregrant'].includes(action)
  if (isConstrained && wanted.some(([key, value]) => pair(key) !== value)) return 'nobody'
  return whom([grant.granteePrincipal], request)
}

function meets(operator: string, key: string, values: string[], request: Request): boolean {
  const held = request.context.get(key.toLowerCase())
  if (operator === 'Null') return values.includes(String(held === undefined))
  const [, set, not, ifExists] = /^(ForA\w+:)?String(Not)?Like(IfExists)?$/.exec(operator) ?? []
  const one = (text: string) => values.some((value) => glob(value, text)) !== (not === 'Not')
  if (set === 'ForAllValues:') return listOf(held).every(one)
  if (held === undefined) return ifExists !== undefined || (set === undefined && not === 'Not')
  if (set === 'ForAnyValue:') return listOf(held).some(one)
  return typeof held === 'string' && one(held)
}

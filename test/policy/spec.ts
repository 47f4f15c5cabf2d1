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
const statementsOf = (text: string): Record<string, unknown>[] => {
  const { Version, Statement } = JSON.parse(text)
  return [Statement].flat().map((one) => ({ ...one, Version }))
}
const SPECIAL = /[.+^${}()|[\]\\]/g
const glob = (pattern: string, text: string, any = '.') => {
  const escaped = pattern.replaceAll(SPECIAL, '\\$&')
  const regex = escaped.replaceAll('*', `${any}*`).replaceAll('?', any)
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
  const context = (as === 'identity' && request.identityContext) || request.context
  const knowsVariables = one.Version === '2012-10-17'
  const holds = (operator: string, key: string, values: unknown) =>
    meets(operator, key, listOf(values), context, knowsVariables)
  const fails = [
    one.Effect !== effect,
    Action === undefined && NotAction === undefined,
    Action !== undefined && !acts(Action),
    NotAction !== undefined && acts(NotAction),
    Resource === undefined && NotResource === undefined && as !== 'trust',
    Resource !== undefined && !covers(Resource),
    NotResource !== undefined && covers(NotResource),
    blocks.some(([operator, keys]) =>
      Object.entries(keys).some(([key, values]) => !holds(operator, key, values)),
    ),
  ]
  if (fails.includes(true)) return 'nobody'
  if (as === 'identity') return 'caller'
  if (Principal !== undefined) return whom(namesIn(Principal, request), request)
  const spared = namesIn(NotPrincipal, request)
  if (effect === 'Allow') return whom(spared, request) === 'nobody' ? 'caller' : 'nobody'
  const groups = Object.values(identitiesOf(request)).filter((group) => group.length > 0)
  const isSpared = groups.every((group) => group.some((name) => spared.includes(name)))
  return isSpared || spared.includes('*') ? 'nobody' : 'caller'
}

/** The names in a clause that can mean this kind of caller. */
function namesIn(clause: unknown, { principal }: Request): string[] {
  if (clause === '*') return ['*']
  const { AWS, Service, Federated, CanonicalUser } = clause as Record<string, unknown>
  if (listOf(AWS).includes('*')) return ['*']
  if (principal.type === 'service') return listOf(Service)
  if (principal.type === 'providedIdentity') return listOf(Federated)
  return [...listOf(AWS), ...listOf(CanonicalUser)]
}

/** The caller's own names, its role's (or its issuer's), its account's. */
function identitiesOf({
  principal,
  canonicalUserId,
}: Request): Record<'own' | 'role' | 'account', string[]> {
  const id = principal.account
  const account = id === undefined ? [] : [id, `arn:aws:iam::${id}:root`, `${canonicalUserId}`]
  if (principal.type === 'root') return { own: account, role: [], account }
  if (principal.type === 'user')
    return { own: [principal.arn, `${principal.uniqueId}`], role: [], account }
  if (principal.type === 'federatedUser')
    return { own: [principal.arn], role: [`${principal.issuerArn}`], account }
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
  const { granteePrincipal, retiringPrincipal, issuingAccount, constraints = {} } = grant
  if (grant.keyArn !== request.resource) return 'nobody'
  if (request.grantId !== undefined && request.grantId !== grant.grantId) return 'nobody'
  const covered = grant.operations.some((one) => `kms:${one}`.toLowerCase() === action)
  if (action === 'kms:retiregrant') {
    const grantee = covered ? [granteePrincipal] : []
    const by = [retiringPrincipal, issuingAccount].filter((one) => one !== undefined)
    return whom([...grantee, ...by], request)
  }
  const {
    encryptionContextEquals: equals,
    encryptionContextSubset: subset,
    sourceArn,
  } = constraints
  if (!covered || (sourceArn && sourceArn !== request.context.get('aws:sourcearn'))) return 'nobody'
  const held = [...request.context].flatMap(([key, value]) =>
    key.startsWith('kms:encryptioncontext:') ? [`${key.slice(22)}=${value}`] : [],
  )
  const wanted = Object.entries(equals ?? subset ?? {}).map(
    ([key, value]) => `${key.toLowerCase()}=${value}`,
  )
  const isMet = wanted.every((pair) => held.includes(pair))
  const hasMore = equals !== undefined && held.length > wanted.length
  if (action !== 'kms:describekey' && (!isMet || hasMore)) return 'nobody'
  return whom([granteePrincipal], request)
}

type Context = Request['context']

function meets(
  operator: string,
  key: string,
  values: string[],
  context: Context,
  knowsVariables: boolean,
): boolean {
  const held = context.get(key.toLowerCase())
  if (operator === 'Null') return values.includes(String(held === undefined))
  const [, set, spelled = '', ifExists] = /^(ForA\w+:)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  const name = spelled.replace('Not', '')
  const one = (text: string) =>
    values.some((value) => {
      if (!knowsVariables || value !== '${aws:username}') return compares(name, text, value)
      // Only texts and ARNs have variables; an asterisk that one brings along is no wildcard.
      const user = context.get('aws:username')
      if (user === undefined || !/^(String|Arn)/.test(name)) return false
      return compares(name.replace('Like', 'Equals'), text, String(user))
    }) !==
    (name !== spelled)
  if (set === 'ForAllValues:') return listOf(held).every(one)
  if (held === undefined) {
    return ifExists !== undefined || (set === undefined && name !== spelled)
  }
  if (set === 'ForAnyValue:') return listOf(held).some(one)
  return typeof held === 'string' && one(held)
}

function compares(name: string, text: string, value: string): boolean {
  const inTen = /^10\.\d+\.\d+\.\d+$/
  switch (name) {
    case 'StringLike':
      return glob(value, text)
    case 'StringEquals':
      return text === value
    case 'StringEqualsIgnoreCase':
      return text.toLowerCase() === value.toLowerCase()
    case 'Bool':
      return /^(true|false)$/i.test(value) && text.toLowerCase() === value.toLowerCase()
    case 'NumericLessThan':
      return Number(text) < Number(value)
    case 'NumericEquals':
      return Number(text) === Number(value)
    case 'IpAddress':
      return value === '10.0.0.0/8' ? inTen.test(text) : inTen.test(value) && text === value
    case 'ArnLike':
      return text.startsWith('arn:') && value.split(':').length === 6 && glob(value, text, '[^:]')
    default:
      return false
  }
}

import { compilePolicy } from '../compile.ts'
import { explain } from '../explain.ts'
import type { NearMiss } from '../near-miss.ts'
import { readPolicyJson } from '../read-policy.ts'
import type {
  AuthorizationRequest,
  LayerName,
  NamedPolicy,
  PoliciesInForce,
  ResourcePolicy,
  StatementRef,
} from '../types.ts'

/** One layer that refuses, and would have to be changed. */
export interface Obstacle {
  readonly layer: LayerName
  readonly outcome: 'implicitDeny' | 'explicitDeny'
  /** The Deny statements of an explicit deny. */
  readonly because: readonly StatementRef[]
  /** For an implicit deny: the statements that came nearest to allowing. */
  readonly nearest: readonly NearMiss[]
}

export interface ObstaclesFound {
  readonly obstacles: readonly Obstacle[]
  /** With all of them out of the way, the request is allowed. */
  readonly surmountable: boolean
}

/**
 * Everything that stands between a request and a yes. A refusal names one layer only; here each
 * layer that refuses is opened wide, and the engine asked again, until it allows.
 */
export function obstaclesOf(
  request: AuthorizationRequest,
  policies: PoliciesInForce,
): ObstaclesFound {
  const obstacles: Obstacle[] = []
  let opened = policies
  for (;;) {
    const { outcome, layer, layers } = explain(request, opened)
    if (outcome === 'allow') return { obstacles, surmountable: true }
    // Opened already: no policy of any kind helps, as with PutKeyPolicy from another account.
    if (obstacles.some((one) => one.layer === layer)) return { obstacles, surmountable: false }
    const said = layers.find((one) => one.layer === layer)
    const because = outcome === 'explicitDeny' ? (said?.because ?? []) : []
    obstacles.push({ layer, outcome, because, nearest: said?.nearest ?? [] })
    opened = openLayer(layer, opened, said?.nearest ?? [])
  }
}

function openLayer(
  layer: LayerName,
  policies: PoliciesInForce,
  nearest: readonly NearMiss[],
): PoliciesInForce {
  switch (layer) {
    case 'identity':
    case 'boundary':
    case 'vpcEndpoint':
      return { ...policies, [layer]: [layer === 'vpcEndpoint' ? EVERYBODY : EVERYTHING] }
    case 'session':
      return { ...policies, session: EVERYTHING }
    case 'scp':
      return { ...policies, serviceControl: [[EVERYTHING]] }
    case 'rcp':
      return { ...policies, resourceControl: [] }
    case 'keyPolicy':
    case 'trust':
      return { ...policies, resource: openResource(layer, policies, nearest) }
    case 'grants':
      return policies // A grant is made for a key and a grantee; none is open to everybody.
    default:
      return layer satisfies never
  }
}

/**
 * As the statements that came nearest would open it: one that names the account lets the
 * account's IAM policies decide, and one that does not name the caller would have to.
 */
function openResource(
  layer: 'keyPolicy' | 'trust',
  { resource }: PoliciesInForce,
  nearest: readonly NearMiss[],
): ResourcePolicy {
  const kind = resource?.kind ?? (layer === 'trust' ? 'trustPolicy' : 'keyPolicy')
  const isUnnamed = nearest.some(({ failed }) => failed.some((one) => one.element === 'principal'))
  if (!resource || nearest.length === 0 || isUnnamed) return { ...EVERYBODY, kind }
  const { document } = resource.policy
  const met = nearest.map(({ statement }) => statement.statement)
  const statements = document.statements
    .filter(({ index }) => met.includes(index))
    .map((one) => ({ ...one, action: ANYTHING, resource: ANYTHING, conditions: [] }))
  return { name: resource.name, kind, policy: compilePolicy({ ...document, statements }) }
}

const ANYTHING = { negated: false, patterns: ['*'] } as const
const EVERYTHING = openPolicy({})
const EVERYBODY = openPolicy({ Principal: '*' })

function openPolicy(whom: { readonly Principal?: string }): NamedPolicy {
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*', ...whom }]
  const read = readPolicyJson({ Version: '2012-10-17', Statement })
  // INVARIANT: the text above is a policy.
  if ('problems' in read) throw new Error('a policy of our own cannot be read')
  return { name: 'everything', policy: compilePolicy(read.document) }
}

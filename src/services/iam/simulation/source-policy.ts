// The policies of a simulation, each with the name and the kind under which answers mention it.

import { compilePolicy, readPolicy } from '../../../policy/index.ts'
import type { NamedPolicy } from '../../../policy/index.ts'
import { parseArn } from '../../../base/arn.ts'
import type { StoreView } from '../../../store/store.ts'
import { parseEntityArn } from '../arns.ts'
import { awsManagedPolicy } from '../aws-managed-policies.ts'
import { cannotBeFound, InvalidInput } from '../errors.ts'
import { findManagedPolicy } from '../lookup.ts'
import type { PolicyIdentifier, PolicySourceType } from '../model.ts'
import { defaultDocument } from '../policies-in-force.ts'
import type { IdentityKind } from '../resources/identities.ts'
import type { IamScope } from '../scope.ts'
import type { BoundedIdentityRow, IdentityRow } from '../tables.ts'
import { groups, rowId } from '../tables.ts'

export interface SourcePolicy {
  /** `SourcePolicyId`. */
  readonly id: string
  readonly sourceType: PolicySourceType
  /** Under a name of its own: two sources may have the same id. */
  readonly named: NamedPolicy
  /** Of a managed policy. */
  readonly arn?: string
  /** Of one that is stored: who carries it. */
  readonly attachedTo?: Carrier
}

interface Carrier {
  readonly kind: IdentityKind
  readonly name: string
}

/** Policies that came with the request, as AWS numbers them: `PolicyInputList.1`. */
export function inputPolicies(list: string, texts: readonly string[] = []): SourcePolicy[] {
  return texts.map((text, index) => inputPolicy(`${list}.${index + 1}`, 'none', text))
}

export function inputPolicy(id: string, sourceType: PolicySourceType, text: string): SourcePolicy {
  const read = readPolicy(text, { positions: true })
  if ('document' in read) return sourcePolicy({ id, sourceType, place: id }, read.document)
  const [problem] = read.problems
  // The sentence is ours: AWS's is not known.
  throw InvalidInput(`The policy ${id} cannot be read: ${problem?.says ?? 'it is no policy'}.`)
}

interface Origin {
  readonly id: string
  readonly sourceType: PolicySourceType
  /** Where it is attached. */
  readonly place: string
}

function sourcePolicy(
  { id, sourceType, place }: Origin,
  document: Parameters<typeof compilePolicy>[0],
): SourcePolicy {
  return { id, sourceType, named: { name: `${place} ${id}`, policy: compilePolicy(document) } }
}

/** An identity with everything that is attached to it, groups included. */
export interface SimulatedIdentity {
  readonly kind: IdentityKind
  readonly row: IdentityRow
  readonly policies: readonly SourcePolicy[]
  readonly boundary: readonly SourcePolicy[] | undefined
}

export function requireIdentity(
  arn: string,
  scope: IamScope,
  excluded: readonly PolicyIdentifier[] = [],
): SimulatedIdentity {
  const place = parseEntityArn(arn)
  if (!place || place.kind === 'policy' || place.account !== scope.account) {
    throw cannotBeFound('entity', parseArn(arn)?.resource ?? arn)
  }
  const { kind, name } = place
  const { value: row } = scope[`${kind}s`].require(name)
  const attached = [...attachedTo(kind, row, scope.store), ...groupPolicies(row, scope.store)]
  return {
    kind,
    row,
    policies: attached.filter((policy) => !isExcluded(policy, excluded)).map(readSource),
    boundary: boundaryOf(row, scope.store, excluded)?.map(readSource),
  }
}

/** A policy where it is stored. */
interface StoredPolicy extends Origin {
  readonly text: string
  /** Of a managed policy. */
  readonly arn?: string
  readonly carrier?: Carrier
}

const readSource = ({ text, ...origin }: StoredPolicy): SourcePolicy => {
  const read = readPolicy(text, { positions: true })
  // INVARIANT: no operation stores a document that cannot be read.
  if (!('document' in read)) throw new Error('a stored policy document cannot be read')
  return {
    ...sourcePolicy(origin, read.document),
    ...(origin.arn !== undefined && { arn: origin.arn }),
    ...(origin.carrier && { attachedTo: origin.carrier }),
  }
}

function groupPolicies(row: IdentityRow, store: StoreView): readonly StoredPolicy[] {
  const names = 'groups' in row && Array.isArray(row.groups) ? row.groups.map(String) : []
  return names.flatMap((name) => {
    const group = store.get(groups, rowId(row.account, name))?.value
    return group ? attachedTo('group', group, store) : []
  })
}

function attachedTo(
  kind: IdentityKind,
  { name, inlinePolicies, attachedPolicies }: IdentityRow,
  store: StoreView,
): readonly StoredPolicy[] {
  const place = `${kind}/${name}`
  const inline = Object.entries(inlinePolicies).map(([id, text]) => {
    return { id, sourceType: kind, place, text, carrier: { kind, name } }
  })
  return [...inline, ...attachedPolicies.flatMap((arn) => managedPolicy(arn, place, store))]
}

function managedPolicy(arn: string, place: string, store: StoreView): readonly StoredPolicy[] {
  const ofAws = awsManagedPolicy(arn)
  if (ofAws) {
    return [{ id: ofAws.name, sourceType: 'aws-managed', place, text: ofAws.document, arn }]
  }
  const own = findManagedPolicy(store, arn)?.value
  if (!own) return []
  return [{ id: own.name, sourceType: 'user-managed', place, text: defaultDocument(own), arn }]
}

function boundaryOf(
  row: IdentityRow & Partial<BoundedIdentityRow>,
  store: StoreView,
  excluded: readonly PolicyIdentifier[],
): readonly StoredPolicy[] | undefined {
  const { permissionsBoundary: arn } = row
  const isLeftOut = excluded.some(({ PolicyType }) => PolicyType === 'permission-boundary')
  return arn === undefined || isLeftOut ? undefined : managedPolicy(arn, 'boundary', store)
}

/** Left out one by one, or all of a type. */
function isExcluded(
  { arn, id, place, sourceType }: StoredPolicy,
  excluded: readonly PolicyIdentifier[],
): boolean {
  const type = arn === undefined ? 'inline' : sourceType
  return excluded.some(({ PolicyType, PolicyArn, InlinePolicyIdentifier: inline }) => {
    if (PolicyType !== undefined) return PolicyType === type
    if (arn !== undefined) return PolicyArn === arn
    return (
      inline?.PolicyName === id && `${inline.AttachmentType}/${inline.AttachmentName}` === place
    )
  })
}

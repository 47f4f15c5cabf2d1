// One organization as a request sees it: its tree, and what is attached to it.

import { change } from '../../../store/store.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import {
  accountNotFound,
  parentNotFound,
  policyNotFound,
  rootNotFound,
  targetNotFound,
  unitNotFound,
} from '../errors.ts'
import type { Tag } from '../model.ts'
import type {
  ControlPolicyType,
  MemberRow,
  NodeFields,
  OrganizationRow,
  PolicyRow,
  UnitRow,
} from '../tables.ts'
import { members, organizations, ownedId, policies, units } from '../tables.ts'
import { allRows } from './all-rows.ts'
import { accountArn, awsPolicyArn, policyArn, rootArn, unitArn } from './arns.ts'
import { awsPolicies, awsPolicy } from './control-policies.ts'
import type { ControlPolicy } from './control-policies.ts'

/** The root, an OU or an account: policies are attached to it, and tags. */
export interface Node {
  readonly type: 'ROOT' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT'
  readonly id: string
  readonly arn: string
  readonly name: string
  readonly fields: NodeFields
  readonly with: (fields: Partial<NodeFields>) => Change
}

/** Whatever can be tagged. */
interface Tagged {
  readonly tags: readonly Tag[]
  readonly with: (tags: readonly Tag[]) => Change
}

/** An OU, or the root. */
type ParentType = 'ROOT' | 'ORGANIZATIONAL_UNIT'

export class Organization {
  readonly row: Row<OrganizationRow>
  readonly #store: StoreView

  constructor(row: Row<OrganizationRow>, store: StoreView) {
    this.row = row
    this.#store = store
  }

  get value(): OrganizationRow {
    return this.row.value
  }

  update(fields: Partial<OrganizationRow>): Change {
    return change(organizations, this.row.id, this.row, { ...this.value, ...fields })
  }

  unit(id: string): Row<UnitRow> | undefined {
    return this.#store.get(units, ownedId(this.value.id, id))
  }

  requireUnit(id: string): Row<UnitRow> {
    const unit = this.unit(id)
    if (!unit) throw unitNotFound()
    return unit
  }

  member(account: string): Row<MemberRow> | undefined {
    const member = this.#store.get(members, account)
    return member?.value.organizationId === this.value.id ? member : undefined
  }

  requireMember(account: string): Row<MemberRow> {
    const member = this.member(account)
    if (!member) throw accountNotFound()
    return member
  }

  /** In the order of their ids. */
  members(): readonly Row<MemberRow>[] {
    return allRows((request) => this.#store.find(members, 'organization', this.value.id, request))
  }

  units(): readonly Row<UnitRow>[] {
    return allRows((request) => this.#store.page(units, { ...request, prefix: this.#prefix }))
  }

  unitsBelow(parentId: string): readonly Row<UnitRow>[] {
    return allRows((request) => this.#store.find(units, 'parent', parentId, request))
  }

  membersBelow(parentId: string): readonly Row<MemberRow>[] {
    return allRows((request) => this.#store.find(members, 'parent', parentId, request))
  }

  requireRoot(id: string): void {
    if (id !== this.value.rootId) throw rootNotFound()
  }

  parentType(id: string): ParentType | undefined {
    if (id === this.value.rootId) return 'ROOT'
    return this.unit(id) && 'ORGANIZATIONAL_UNIT'
  }

  requireParent(id: string, missing = parentNotFound): ParentType {
    const type = this.parentType(id)
    if (!type) throw missing()
    return type
  }

  /** OUs from the root down to, and with, the one of this id; empty for the root. */
  unitsDownTo(id: string): readonly Row<UnitRow>[] {
    const unit = this.unit(id)
    return unit ? [...this.unitsDownTo(unit.value.parentId), unit] : []
  }

  /** `o-…/r-…/ou-…/`: what `aws:PrincipalOrgPaths` holds. */
  pathTo(parentId: string): string {
    const { id, rootId } = this.value
    const below = this.unitsDownTo(parentId).map(({ value }) => value.id)
    return `${[id, rootId, ...below].join('/')}/`
  }

  policy(id: string): Row<PolicyRow> | undefined {
    return this.#store.get(policies, ownedId(this.value.id, id))
  }

  /** One of AWS's or of the organization's own. */
  requireAnyPolicy(id: string): ControlPolicy {
    const policy = awsPolicy(id) ?? this.policy(id)?.value
    if (!policy) throw policyNotFound()
    return policy
  }

  ownPolicies(): readonly Row<PolicyRow>[] {
    return allRows((request) => this.#store.page(policies, { ...request, prefix: this.#prefix }))
  }

  /** AWS's first. */
  policiesOf(type: ControlPolicyType): readonly ControlPolicy[] {
    const own = this.ownPolicies().map(({ value }) => value)
    return [...awsPolicies(type), ...own.filter((policy) => policy.type === type)]
  }

  policyArn({ id, type }: ControlPolicy): string {
    return awsPolicy(id) ? awsPolicyArn(type, id) : policyArn(this.value, type, id)
  }

  node(id: string): Node | undefined {
    if (id === this.value.rootId) return this.rootNode()
    const unit = this.unit(id)
    if (unit) return this.#unitNode(unit)
    const member = this.member(id)
    return member && this.#memberNode(member)
  }

  requireNode(id: string): Node {
    const node = this.node(id)
    if (!node) throw targetNotFound()
    return node
  }

  /** A node, or a policy of the organization's own. */
  requireTagged(id: string): Tagged {
    const policy = this.policy(id)
    if (!policy) return taggedNode(this.requireNode(id))
    const { value } = policy
    const withTags = (tags: readonly Tag[]): Change =>
      change(policies, policy.id, policy, { ...value, tags })
    return { tags: value.tags, with: withTags }
  }

  /** The root, then the OUs, then the accounts. */
  nodes(): readonly Node[] {
    return [
      this.rootNode(),
      ...this.units().map((unit) => this.#unitNode(unit)),
      ...this.members().map((member) => this.#memberNode(member)),
    ]
  }

  nodesWith(policyId: string): readonly Node[] {
    const key = ownedId(this.value.id, policyId)
    const withUnits = allRows((request) => this.#store.find(units, 'policy', key, request))
    const withMembers = allRows((request) => this.#store.find(members, 'policy', key, request))
    return [
      ...(this.value.policies.includes(policyId) ? [this.rootNode()] : []),
      ...withUnits.map((unit) => this.#unitNode(unit)),
      ...withMembers.map((member) => this.#memberNode(member)),
    ]
  }

  rootNode(): Node {
    const { value } = this
    return {
      type: 'ROOT',
      id: value.rootId,
      arn: rootArn(value, value.rootId),
      name: 'Root',
      fields: value,
      with: (fields) => this.update(fields),
    }
  }

  #unitNode(unit: Row<UnitRow>): Node {
    const { value } = unit
    return {
      type: 'ORGANIZATIONAL_UNIT',
      id: value.id,
      arn: unitArn(this.value, value.id),
      name: value.name,
      fields: value,
      with: (fields) => change(units, unit.id, unit, { ...value, ...fields }),
    }
  }

  #memberNode(member: Row<MemberRow>): Node {
    const { value } = member
    return {
      type: 'ACCOUNT',
      id: value.account,
      arn: accountArn(this.value, value.account),
      name: value.name,
      fields: value,
      with: (fields) => change(members, member.id, member, { ...value, ...fields }),
    }
  }

  get #prefix(): string {
    return `${this.value.id}/`
  }
}

/** The organization that an account belongs to. */
export function organizationOf(store: StoreView, account: string): Organization | undefined {
  const member = store.get(members, account)
  const row = member && store.get(organizations, member.value.organizationId)
  return row && new Organization(row, store)
}

const taggedNode = (node: Node): Tagged => ({
  tags: node.fields.tags,
  with: (tags) => node.with({ tags }),
})

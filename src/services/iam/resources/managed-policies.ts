// Managed policies: the customer's own rows, and AWS's out of a table.

import type { AccountId } from '../../../base/account-id.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { ContextValue } from '../../../policy/index.ts'
import type { Question } from '../../operation.ts'
import { entityArn } from '../arns.ts'
import type { AwsManagedPolicy } from '../aws-managed-policies.ts'
import { AWS_MANAGED_POLICIES, awsManagedPolicy } from '../aws-managed-policies.ts'
import { resourceTagContext } from '../context-keys.ts'
import {
  AccessDenied,
  EntityAlreadyExists,
  InvalidInput,
  NoSuchEntity,
  policyNotFound,
  quotaExceeded,
} from '../errors.ts'
import { limits } from '../limits.ts'
import { findManagedPolicy } from '../lookup.ts'
import { eachRow } from '../paging.ts'
import type { PolicyRow, PolicyVersionRow, Tag } from '../tables.ts'
import { policies, rowId } from '../tables.ts'

type Context = Readonly<Record<string, ContextValue>>

/** A managed policy of either owner, as it can be read. */
export interface ManagedPolicy {
  readonly arn: string
  readonly name: string
  readonly path: string
  readonly uniqueId: string
  readonly description?: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly defaultVersionId: string
  /** Newest first. */
  readonly versions: readonly PolicyVersionRow[]
  readonly tags: readonly Tag[]
}

export interface ManagedPolicies {
  /** AWS's, or the account's own. */
  readonly require: (arn: string) => ManagedPolicy
  readonly find: (arn: string) => ManagedPolicy | undefined
  /** The account's own: AWS's cannot be changed. */
  readonly requireOwn: (arn: string) => Row<PolicyRow>
  readonly question: (action: string, arn: string, context?: Context) => Question
  readonly requireRoom: (name: string) => void
  readonly put: (current: Row<PolicyRow> | undefined, value: PolicyRow) => Change
  readonly remove: (current: Row<PolicyRow>) => Change
  /** In the order of names in lower case. */
  readonly own: (after?: string) => Iterable<{ readonly id: string; readonly value: ManagedPolicy }>
}

export function managedPoliciesOf(store: StoreView, account: AccountId): ManagedPolicies {
  const prefix = `${account}/`
  const findOwn = (arn: string) => {
    const row = findManagedPolicy(store, arn)
    return row?.value.account === account ? row : undefined
  }
  const find = (arn: string) => {
    const aws = awsManagedPolicy(arn)
    if (aws) return fromAws(aws)
    const row = findOwn(arn)
    return row && fromRow(row.value)
  }
  return {
    find,
    require(arn) {
      requirePolicyArn(arn)
      const policy = find(arn)
      if (!policy) throw policyNotFound(arn)
      return policy
    },
    requireOwn(arn) {
      requirePolicyArn(arn)
      if (awsManagedPolicy(arn)) throw AccessDenied('Policy is outside your own account.')
      const row = findOwn(arn)
      if (!row) throw policyNotFound(arn)
      return row
    },
    question: (action, arn, context = {}) => ({
      action,
      resource: { arn, account, mention: { words: `policy ${arn}` } },
      context: { ...resourceTagContext(find(arn)?.tags ?? []), ...context },
    }),
    requireRoom(name) {
      if (store.get(policies, rowId(account, name))) throw nameTaken(name)
      const max = limits.policiesPerAccountMax
      const taken = store.page(policies, { prefix, limit: max })
      if (taken.length >= max) throw quotaExceeded('PoliciesPerAccount', max)
    },
    put: (current, value) => change(policies, rowId(account, value.name), current, value),
    remove: (current) => change(policies, current.id, current, undefined),
    own: (after) =>
      eachRow((request) => store.page(policies, { ...request, prefix }), after).map(
        ({ id, value }) => ({ id, value: fromRow(value) }),
      ),
  }
}

export const awsPolicies: readonly ManagedPolicy[] = AWS_MANAGED_POLICIES.map(fromAws)

/** One version of a policy; AWS's policies have their newest only. */
export function requireVersion(policy: ManagedPolicy, versionId: string): PolicyVersionRow {
  const version = policy.versions.find(({ id }) => id === versionId)
  if (version) return version
  const which = `Policy ${policy.arn} version ${versionId}`
  throw NoSuchEntity(`${which} does not exist or is not attachable.`)
}

/** `arn:aws:iam::A:policy/...`, or AWS's `arn:aws:iam::aws:policy/...`. */
export function requirePolicyArn(arn: string): void {
  if (!/^arn:aws:iam::(\d{12}|aws):policy\/[\x21-\x7e]+$/.test(arn)) {
    throw InvalidInput(`ARN ${arn} is not valid.`)
  }
}

function fromRow(row: PolicyRow): ManagedPolicy {
  return { ...row, arn: entityArn('policy', row) }
}

function fromAws(policy: AwsManagedPolicy): ManagedPolicy {
  const { document, versionId, createdAt } = policy
  return {
    ...policy,
    updatedAt: createdAt,
    defaultVersionId: versionId,
    versions: [{ id: versionId, document, createdAt }],
    tags: [],
  }
}

const nameTaken = (name: string) =>
  EntityAlreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`)

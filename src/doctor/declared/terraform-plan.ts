// Key policies and grants in a plan of Terraform's: the output of `terraform show -json PLAN`.
// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation

import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'
import { defaultKeyPolicy } from '../../policy/index.ts'
import type { DeclaredGrant } from './declared-grant.ts'
import {
  NOT_KNOWN,
  readPlaced,
  unknownNamesOf,
  type DeclaredKeyPolicy,
} from './declared-key-policy.ts'
import { documentOfDataSource } from './policy-document-data.ts'
import { changeOf, type ResourceChange } from './resource-change.ts'
import type { SourceText } from './source-text.ts'
import { grantsIn } from './terraform-grants.ts'
import { TerraformConfiguration } from './terraform-configuration.ts'
import { knownPartOf, unknown } from './unknown.ts'

/** What a file is about to apply. */
export interface Declared {
  readonly policies: readonly DeclaredKeyPolicy[]
  readonly grants: readonly DeclaredGrant[]
}

export interface PlanSettings {
  readonly account: string | undefined
  readonly region: string | undefined
}

const KEYS = new Set([
  'aws_kms_key',
  'aws_kms_external_key',
  'aws_kms_replica_key',
  'aws_kms_replica_external_key',
])
const POLICY = 'aws_kms_key_policy'

/** Undefined: the file is no plan. */
export function terraformPlan(source: SourceText, settings: PlanSettings): Declared | undefined {
  const { value: plan } = source
  if (!isJsonObject(plan) || !Array.isArray(plan.resource_changes)) return undefined
  const changes = plan.resource_changes.map(changeOf)
  const account = settings.account ?? accountIn(plan)
  const configuration = new TerraformConfiguration(plan, changes, account)
  const makes = changes.flatMap((change) => configuration.identityArn(change) ?? [])
  const hasOwnPolicy = (change: ResourceChange) => configuration.hasPolicyResource(change)
  const policies = changes
    .filter(({ type, isData }) => !isData && (KEYS.has(type) || type === POLICY))
    .filter(({ actions }) => !isDeletion(actions))
    .filter((change) => !isUntouched(change))
    .filter((change) => !(leavesItOut(change, configuration) && hasOwnPolicy(change)))
    .map((change) => ({
      ...declaredIn(change, source, configuration, account),
      ...(settings.region === undefined ? {} : { region: settings.region }),
      makes,
    }))
  return { policies, grants: grantsIn(changes, source, configuration, account) }
}

const isDeletion = (actions: readonly string[]): boolean =>
  actions.length === 1 && ['delete', 'forget'].includes(actions[0] ?? '')

/** The plan leaves the policy as it is: nothing is put. */
const isUntouched = ({ actions, before, after }: ResourceChange): boolean =>
  !actions.includes('create') &&
  typeof after.policy === 'string' &&
  (after.policy === before.policy || sameJson(before.policy, after.policy))

const sameJson = (one: Json | undefined, other: string): boolean =>
  typeof one === 'string' && isDeepStrictEqual(parseJson(one), parseJson(other))

/** Without `policy` in the configuration, a new key has the default one. */
function leavesItOut(change: ResourceChange, configuration: TerraformConfiguration): boolean {
  if (!KEYS.has(change.type) || typeof change.after.policy === 'string') return false
  const expression = configuration.expressionOf(change, 'policy')
  return expression === undefined && configuration.knows(change) && !change.before.policy
}

function declaredIn(
  change: ResourceChange,
  source: SourceText,
  configuration: TerraformConfiguration,
  account: string | undefined,
): Omit<DeclaredKeyPolicy, 'makes'> {
  const { address, after } = change
  const isDefault = leavesItOut(change, configuration)
  const owner = account ?? unknown('account')
  const { policy, bytes } = isDefault
    ? { policy: defaultKeyPolicy(owner), bytes: 0 }
    : policyOf(change, configuration)
  const start = placeOfPolicy(change, source)
  const was = beforeOf(change, configuration)
  const key = was && keyOf(was)
  const old = was && parseJson(textOf(was.policy))
  const bypass = after.bypass_policy_lockout_safety_check === true
  return {
    source: 'terraform',
    file: source.file,
    address,
    position: source.positionAt(start),
    ...(policy ? readPlaced(policy, source, { offsets: new Map(), start }) : NOT_KNOWN),
    bytes,
    maybe: new Map(),
    unknowns: policy ? unknownNamesOf(policy) : [`${address}.policy`],
    isDefault,
    bypass,
    ...(key === undefined ? {} : { key }),
    ...(isJsonObject(old) && { before: old }),
    ...(account === undefined ? {} : { account }),
  }
}

/** The key as it is; undefined for a key that is made. */
function beforeOf(change: ResourceChange, configuration: TerraformConfiguration) {
  const isMade = change.actions.includes('create')
  const key = change.type === POLICY && isMade ? configuration.keyOfPolicy(change) : change
  return key && !key.actions.includes('create') ? key.before : undefined
}

interface PlannedPolicy {
  readonly policy: JsonObject | undefined
  readonly bytes: number
}

function policyOf(change: ResourceChange, configuration: TerraformConfiguration): PlannedPolicy {
  const { after } = change
  if (typeof after.policy === 'string') {
    const json = parseJson(after.policy)
    // What is no JSON object is for the reader to refuse.
    const policy = isJsonObject(json) ? json : { Statement: after.policy }
    return { policy, bytes: Buffer.byteLength(after.policy) }
  }
  const data = configuration.policyDocumentOf(change)
  if (!data) return { policy: undefined, bytes: 0 }
  const policy = documentOfDataSource(data, configuration)
  return { policy, bytes: Buffer.byteLength(knownPartOf(JSON.stringify(policy))) }
}

function keyOf({ arn, key_id: keyId }: JsonObject): string | undefined {
  const [found] = [arn, keyId].map(textOf).filter((text) => parseArn(text)?.service === 'kms')
  return found ?? (textOf(keyId) || undefined)
}

function placeOfPolicy({ change }: ResourceChange, { offsets }: SourceText): number {
  const { after } = change
  const inAfter = isJsonObject(after) ? offsets.get(after)?.get('policy') : undefined
  return inAfter ?? offsets.get(change)?.get('after') ?? 0
}

/** `data.aws_caller_identity` says who planned, and so whose account it is. */
function accountIn(plan: JsonObject): string | undefined {
  const values = objectOf(objectOf(plan.prior_state).values)
  const accounts = resourcesIn(objectOf(values.root_module))
    .filter(({ type }) => type === 'aws_caller_identity')
    .map(({ values: found }) => textOf(objectOf(found).account_id))
  // Several providers may be of several accounts.
  return new Set(accounts).size === 1 ? accounts[0] : undefined
}

function resourcesIn({ resources, child_modules: children }: JsonObject): readonly JsonObject[] {
  return [...listOf(resources), ...listOf(children).flatMap(resourcesIn)]
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.map(objectOf) : []

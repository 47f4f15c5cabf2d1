// Key policies in a template of CloudFormation's: what stands in the template is worked out as far
// as it can be before it is deployed.

import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import { defaultKeyPolicy } from '../../policy/index.ts'
import type { DeclaredFor, DeclaredPolicy } from './declared-policy.ts'
import {
  NOT_KNOWN,
  readPlaced,
  unknownNamesOf,
  type DeclaredKeyPolicy,
} from './declared-key-policy.ts'
import type { SourceText } from './source-text.ts'
import { withoutLoops, type WrittenOut } from './template-loops.ts'
import { NO_VALUE, TemplateValues, type TemplateSettings } from './template-values.ts'
import { knownPartOf, shown, unknown } from './unknown.ts'

/** Undefined: the file is no template. */
export function cloudFormationPolicies(
  given: JsonObject,
  key: DeclaredFor,
): readonly DeclaredPolicy[] | undefined {
  const { account, region, partition } = key
  const settings = { account, region, partition, parameters: new Map() }
  const { template } = writtenOut(given, settings)
  const values = new TemplateValues(template, settings, new Map())
  return keysOf(template)?.flatMap(({ address, properties }): readonly DeclaredPolicy[] => {
    const policy = values.resolve(properties.KeyPolicy ?? null)
    if (!isJsonObject(policy)) return []
    const of = shown(address)
    return [{ source: 'cloudFormation', address: of, key: 'unknown', policy: shownJson(policy) }]
  })
}

/** The policies that a template is about to apply. Undefined: the file is no template. */
export function cloudFormationKeys(
  source: SourceText,
  settings: TemplateSettings,
): readonly DeclaredKeyPolicy[] | undefined {
  if (!isJsonObject(source.value)) return undefined
  const { template, offsets } = writtenOut(source.value, settings, source.offsets)
  const keys = keysOf(template)
  if (keys === undefined) return undefined
  const values = new TemplateValues(template, settings, offsets)
  const makes = identitiesMadeBy(template, values)
  return keys
    .filter(({ condition }) => values.condition(condition) !== false)
    .map((key) => ({ ...declaredKey(key, values, { ...source, offsets }, settings), makes }))
}

/** A collection may be a parameter, or stand in a mapping. */
function writtenOut(
  template: JsonObject,
  settings: TemplateSettings,
  offsets: SourceText['offsets'] = new Map(),
): WrittenOut {
  const { Parameters = {}, Mappings = {} } = template
  const values = new TemplateValues({ Parameters, Mappings }, settings, new Map())
  return withoutLoops(template, offsets, (collection) => values.resolve(collection))
}

interface TemplateKey {
  readonly address: string
  readonly resource: JsonObject
  readonly properties: JsonObject
  readonly condition: Json | undefined
}

function keysOf({ Resources }: JsonObject): readonly TemplateKey[] | undefined {
  if (!isJsonObject(Resources)) return undefined
  return Object.entries(Resources).flatMap(([address, resource]): readonly TemplateKey[] => {
    const { Type, Properties, Condition: condition } = objectOf(resource)
    if (Type !== 'AWS::KMS::Key' && Type !== 'AWS::KMS::ReplicaKey') return []
    return [{ address, resource: objectOf(resource), properties: objectOf(Properties), condition }]
  })
}

function declaredKey(
  key: TemplateKey,
  values: TemplateValues,
  source: SourceText,
  { account, region }: TemplateSettings,
): Omit<DeclaredKeyPolicy, 'makes'> {
  const { KeyPolicy = null, BypassPolicyLockoutSafetyCheck = false } = key.properties
  const resolved = values.resolve(KeyPolicy)
  const isDefault = resolved === NO_VALUE || resolved === null
  const policy = isDefault ? defaultFor(account) : policyIn(resolved)
  const start = placeOf(key, source)
  return {
    source: 'cloudFormation',
    file: source.file,
    address: shown(key.address),
    position: source.positionAt(start),
    ...(policy ? readPlaced(policy, source, { offsets: values.offsets, start }) : NOT_KNOWN),
    bytes: Buffer.byteLength(knownPartOf(JSON.stringify(policy ?? ''))),
    maybe: values.maybe,
    unknowns: [
      // Which keys, and how many, a loop makes may be open as well.
      ...unknownNamesOf([key.address, policy ?? resolved]),
      ...openConditions(policy, values),
    ],
    isDefault,
    bypass: values.resolve(BypassPolicyLockoutSafetyCheck) === true,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  }
}

function openConditions(
  { Statement }: JsonObject = {},
  { maybe }: TemplateValues,
): readonly string[] {
  const list: readonly Json[] = Array.isArray(Statement) ? Statement : []
  const open = list.flatMap((one) => (isJsonObject(one) ? (maybe.get(one) ?? []) : []))
  return [...new Set(open)]
}

const defaultFor = (account = unknown('AWS::AccountId')): JsonObject => defaultKeyPolicy(account)

/** Of the policy; of the resource where it has none. */
const placeOf = ({ properties, resource }: TemplateKey, { offsets }: SourceText): number =>
  offsets.get(properties)?.get('KeyPolicy') ?? offsets.get(resource)?.get('Type') ?? 0

/** CloudFormation takes the policy as an object, or as its text. */
function policyIn(resolved: Json): JsonObject | undefined {
  const json = typeof resolved === 'string' ? parseJson(resolved) : resolved
  return isJsonObject(json) ? json : undefined
}

/** Roles and users of the same template: they need not exist yet. */
function identitiesMadeBy({ Resources }: JsonObject, values: TemplateValues): readonly string[] {
  return Object.keys(objectOf(Resources)).flatMap((logicalId) => {
    return values.identityArn(logicalId, 'Arn') ?? []
  })
}

function shownJson(policy: JsonObject): JsonObject {
  const readable = (_: string, value: Json): Json =>
    typeof value === 'string' ? shown(value) : value
  return JSON.parse(JSON.stringify(policy, readable)) as JsonObject
}

/** Where nothing else says it, the Region does. */
export function partitionOf(region = ''): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

// Key policies in a state of Terraform's: the output of `terraform show -json`, or a .tfstate file.

import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import type { DeclaredFor, DeclaredPolicy } from './declared-policy.ts'

const KEY_TYPES: ReadonlySet<Json | undefined> = new Set([
  'aws_kms_key',
  'aws_kms_external_key',
  'aws_kms_key_policy',
  'aws_kms_replica_key',
  'aws_kms_replica_external_key',
])

/** Undefined: the file is no state. */
export function terraformPolicies(
  state: JsonObject,
  key: DeclaredFor,
): readonly DeclaredPolicy[] | undefined {
  const resources = resourcesOf(state)
  return resources?.flatMap(({ type, address, values }): readonly DeclaredPolicy[] => {
    if (!KEY_TYPES.has(type) || !isOf(values, key)) return []
    const { policy: text } = values
    const policy = typeof text === 'string' ? parseJson(text) : undefined
    return isJsonObject(policy) ? [{ source: 'terraform', address, key: 'thisOne', policy }] : []
  })
}

function isOf({ arn, key_id: keyId }: JsonObject, key: DeclaredFor): boolean {
  return arn === key.arn || keyId === key.arn || (arn === undefined && keyId === key.keyId)
}

interface StateResource {
  readonly type: Json | undefined
  readonly address: string
  readonly values: JsonObject
}

function resourcesOf(state: JsonObject): readonly StateResource[] | undefined {
  const { values, resources } = state
  if (isJsonObject(values)) return inModule(objectOf(values.root_module))
  return Array.isArray(resources) ? resources.flatMap(instancesOf) : undefined
}

/** https://developer.hashicorp.com/terraform/internals/json-format#values-representation */
function inModule({ resources, child_modules: children }: JsonObject): readonly StateResource[] {
  const own = listOf(resources).map((resource) => ({
    type: resource.type,
    address: textOf(resource.address),
    values: objectOf(resource.values),
  }))
  return [...own, ...listOf(children).flatMap(inModule)]
}

function instancesOf(resource: Json): readonly StateResource[] {
  const { module, type, name, instances } = objectOf(resource)
  const path = module === undefined ? '' : `${textOf(module)}.`
  return listOf(instances).map(({ index_key: index, attributes }) => ({
    type,
    address: `${path}${textOf(type)}.${textOf(name)}${indexText(index)}`,
    values: objectOf(attributes),
  }))
}

/** Of an instance that `count` or `for_each` made. */
const indexText = (index: Json | undefined): string =>
  index === undefined ? '' : `[${JSON.stringify(index)}]`

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.map(objectOf) : []

// Key policies in a template of CloudFormation's, in JSON. What the template leaves to deployment
// stays visible as `${Name}`; the account, the Region and the partition are those of the key.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { DeclaredFor, DeclaredPolicy } from './declared-policy.ts'

/** Undefined: the file is no template. */
export function cloudFormationPolicies(
  template: JsonObject,
  key: DeclaredFor,
): readonly DeclaredPolicy[] | undefined {
  const { Resources } = template
  if (!isJsonObject(Resources)) return undefined
  return Object.entries(Resources).flatMap(([address, resource]): readonly DeclaredPolicy[] => {
    const { Type, Properties } = objectOf(resource)
    if (Type !== 'AWS::KMS::Key' && Type !== 'AWS::KMS::ReplicaKey') return []
    const policy = resolved(objectOf(Properties).KeyPolicy ?? null, key)
    if (!isJsonObject(policy)) return []
    return [{ source: 'cloudFormation', address, key: 'unknown', policy }]
  })
}

function resolved(value: Json, key: DeclaredFor): Json {
  if (Array.isArray(value)) return value.map((item: Json) => resolved(item, key))
  if (!isJsonObject(value)) return value
  const [name, ...others] = Object.keys(value)
  const call = name === undefined || others.length > 0 ? undefined : called(name, value[name], key)
  if (call !== undefined) return call
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [member, resolved(inner, key)]),
  )
}

/** What an intrinsic function stands for; undefined: an object like any other. */
function called(name: string, argument: Json | undefined, key: DeclaredFor): string | undefined {
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' ? named(argument, key) : undefined
    case 'Fn::GetAtt':
      return named([argument ?? ''].flat().map(String).join('.'), key)
    case 'Fn::Sub': {
      const [text] = [argument ?? ''].flat()
      return String(text).replaceAll(/\$\{([^!}][^}]*)\}/g, (_, inner: string) => named(inner, key))
    }
    case 'Fn::Join':
      return joined(argument, key)
    default:
      return name.startsWith('Fn::') ? `\${${name}}` : undefined
  }
}

function named(name: string, { account, region, partition }: DeclaredFor): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
  }
  return pseudo[name] ?? `\${${name}}`
}

function joined(argument: Json | undefined, key: DeclaredFor): string | undefined {
  if (!Array.isArray(argument)) return undefined
  const [separator, parts] = argument
  if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined
  return parts.map((part: Json) => String(resolved(part, key))).join(separator)
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

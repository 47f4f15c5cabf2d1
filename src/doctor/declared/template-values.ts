// What the values of a CloudFormation template come to, as far as that can be told before it is
// deployed. The rest becomes unknown values, which keep their names.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { MiB } from '../../base/sizes.ts'
import type { Offsets } from '../../policy/read-json.ts'
import { doctorFailure } from '../failure.ts'
import { isLoop } from './template-loops.ts'
import { hasUnknown, unknown } from './unknown.ts'

export interface TemplateSettings {
  readonly account: string | undefined
  readonly region: string | undefined
  readonly partition: string
  readonly stackName?: string | undefined
  /** Given at deployment; others have their defaults. */
  readonly parameters: ReadonlyMap<string, string>
}

/** `AWS::NoValue`: the member is not there. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue')
export type Resolved = Json | typeof NO_VALUE

type Function = (argument: Json, name: string) => Resolved

const limits = {
  /** A short template can join much: nothing that is deployed comes near. */
  resolvedCharsMax: 16 * MiB,
  parameterCharsMax: 4096,
} as const

export class TemplateValues {
  /** Where the members of resolved containers stand in the file. */
  readonly offsets = new Map<object, ReadonlyMap<string, number>>()
  /** Statements and other members of lists of which it is open whether they will be there. */
  readonly maybe = new Map<object, string>()
  readonly #template: JsonObject
  readonly #settings: TemplateSettings
  readonly #source: Offsets
  readonly #conditions = new Map<string, boolean | undefined>()
  readonly #names = new Map<string, string | undefined>()
  #chars = 0

  constructor(template: JsonObject, settings: TemplateSettings, source: Offsets) {
    this.#template = template
    this.#settings = settings
    this.#source = source
  }

  resolve(value: Json): Resolved {
    if (typeof value === 'string') return this.#spent(withoutReferences(value))
    if (Array.isArray(value)) return this.#list(value)
    if (!isJsonObject(value)) return value
    const [name = '', ...others] = Object.keys(value)
    const call = others.length === 0 ? this.#functions.get(name) : undefined
    if (call) return call(value[name] ?? null, name)
    const loop = [name, ...others].find(isLoop)
    if (loop !== undefined) return unknown(loop)
    if (others.length === 0 && name.startsWith('Fn::')) return unknown(name)
    return this.#object(value)
  }

  /** Whether a resource with this condition is made; undefined: it cannot be told. */
  condition(name: Json | undefined): boolean | undefined {
    if (name === undefined) return true
    if (typeof name !== 'string') return undefined
    if (this.#conditions.has(name)) return this.#conditions.get(name)
    // A condition that asks for itself is never known.
    this.#conditions.set(name, undefined)
    const found = this.#truth(member(this.#template.Conditions, name))
    this.#conditions.set(name, found)
    return found
  }

  /** Text that is known, or text with unknown values. */
  text(value: Json): string {
    const resolved = this.resolve(value)
    if (resolved === NO_VALUE || resolved === null) return ''
    return typeof resolved === 'object' ? unknown('value') : String(resolved)
  }

  #object(value: JsonObject): JsonObject {
    const places = new Map<string, number>()
    const members = Object.entries(value).flatMap(([name, inner]): readonly [string, Json][] => {
      const resolved = this.resolve(inner)
      if (resolved === NO_VALUE) return []
      places.set(name, this.#source.get(value)?.get(name) ?? 0)
      return [[name, resolved]]
    })
    const object = Object.fromEntries(members)
    this.offsets.set(object, places)
    return object
  }

  #list(value: readonly Json[]): readonly Json[] {
    const places = new Map<string, number>()
    const list: Json[] = []
    for (const [index, inner] of value.entries()) {
      const offset = this.#source.get(value)?.get(String(index)) ?? 0
      for (const item of this.#items(inner)) {
        places.set(String(list.length), offset)
        list.push(item)
      }
    }
    this.offsets.set(list, places)
    return list
  }

  /** A condition that is not known leaves both of its members in a list, as possible ones. */
  #items(inner: Json): readonly Json[] {
    const branches = isJsonObject(inner) ? inner['Fn::If'] : undefined
    if (Array.isArray(branches) && this.condition(branches[0]) === undefined) {
      const possible = branches.slice(1).flatMap((branch: Json) => this.#items(branch))
      if (possible.every((one) => isJsonObject(one))) {
        for (const one of possible) this.maybe.set(one, `Fn::If ${String(branches[0])}`)
        return possible
      }
    }
    const resolved = this.resolve(inner)
    return resolved === NO_VALUE ? [] : [resolved]
  }

  readonly #functions: ReadonlyMap<string, Function> = new Map(
    Object.entries<Function>({
      Ref: (name) => (typeof name === 'string' ? this.#reference(name) : unknown('Ref')),
      'Fn::GetAtt': (path) => this.#attribute([path].flat().map(String).join('.')),
      'Fn::Sub': (argument) => this.#substituted(argument),
      'Fn::Join': (argument, name) => this.#joined(argument, name),
      'Fn::Select': (argument, name) => this.#selected(argument, name),
      'Fn::Split': (argument, name) => this.#split(argument, name),
      'Fn::FindInMap': (argument, name) => this.#mapped(argument, name),
      'Fn::If': (argument, name) => this.#branch(argument, name),
      'Fn::Base64': (argument, name) => this.#encoded(argument, name),
      'Fn::ToJsonString': (argument, name) => this.#printed(argument, name),
      'Fn::Length': (argument, name) => {
        const list = this.resolve(argument)
        return Array.isArray(list) ? list.length : unknown(name)
      },
      'Fn::ImportValue': (argument, name) => {
        const exported = this.resolve(argument)
        return unknown(typeof exported === 'string' ? `${name} ${exported}` : name)
      },
    }),
  )

  #reference(name: string): Resolved {
    if (name === 'AWS::NoValue') return NO_VALUE
    return this.#pseudo(name) ?? this.#parameter(name) ?? this.#nameOf(name) ?? unknown(name)
  }

  #pseudo(name: string): string | undefined {
    const { account, region, partition, stackName } = this.#settings
    switch (name) {
      case 'AWS::AccountId':
        return account
      case 'AWS::Region':
        return region
      case 'AWS::Partition':
        return partition
      case 'AWS::StackName':
        return stackName
      case 'AWS::URLSuffix':
        return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
      default:
        return undefined
    }
  }

  #parameter(name: string): Json | undefined {
    const declared = member(this.#template.Parameters, name)
    if (!isJsonObject(declared)) return undefined
    const type = String(declared.Type)
    // The default of such a parameter is the name of what Systems Manager keeps.
    if (type.startsWith('AWS::SSM::') && !this.#settings.parameters.has(name)) return undefined
    const value = this.#settings.parameters.get(name) ?? declared.Default
    if (value === undefined || typeof value === 'object') return undefined
    const text = String(value)
    if (text.length > limits.parameterCharsMax) return undefined
    const isList = type.startsWith('List<') || type === 'CommaDelimitedList'
    return isList ? text.split(',').map((item) => item.trim()) : this.#spent(text)
  }

  /** The name of a user or role of the template, where the template gives it. */
  #nameOf(logicalId: string): string | undefined {
    if (this.#names.has(logicalId)) return this.#names.get(logicalId)
    // A name that is made from itself is never known.
    this.#names.set(logicalId, undefined)
    const { Type, Properties } = objectOf(member(this.#template.Resources, logicalId))
    const properties = objectOf(Properties)
    const given = Type === 'AWS::IAM::Role' ? properties.RoleName : properties.UserName
    const isIdentity = Type === 'AWS::IAM::Role' || Type === 'AWS::IAM::User'
    const name = isIdentity && given !== undefined ? this.text(given) : undefined
    this.#names.set(logicalId, name)
    return name
  }

  /** `Role.Arn` is known but for the name that CloudFormation chooses. */
  #attribute(path: string): string {
    const [logicalId = '', attribute] = path.split('.')
    return this.identityArn(logicalId, attribute) ?? unknown(path)
  }

  identityArn(logicalId: string, attribute: string | undefined): string | undefined {
    const { Type, Properties } = objectOf(member(this.#template.Resources, logicalId))
    const kind = { 'AWS::IAM::Role': 'role', 'AWS::IAM::User': 'user' }[String(Type)]
    if (attribute !== 'Arn' || kind === undefined) return undefined
    const name = this.#nameOf(logicalId) ?? unknown(logicalId)
    const path = this.text(objectOf(Properties).Path ?? '/')
    const { partition, account = unknown('AWS::AccountId') } = this.#settings
    return this.#spent(`arn:${partition}:iam::${account}:${kind}${path}${name}`)
  }

  #substituted(argument: Json): Json {
    const [text, given] = Array.isArray(argument) ? argument : [argument]
    if (typeof text !== 'string') return unknown('Fn::Sub')
    const own = objectOf(given)
    const filled = text.replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, inner: string) => {
      if (literal === '!') return `\${${inner}}`
      const name = inner.trim()
      const value = own[name]
      if (value !== undefined) return this.text(value)
      const found = name.includes('.') ? this.#attribute(name) : this.#reference(name)
      return found === NO_VALUE ? '' : textOf(found, name)
    })
    return this.#spent(withoutReferences(filled))
  }

  #joined(argument: Json, name: string): Json {
    const [separator, parts] = listOf(argument)
    const list = parts === undefined ? undefined : this.resolve(parts)
    if (typeof separator !== 'string' || !Array.isArray(list)) return unknown(name)
    return this.#spent(list.map((part: Json) => textOf(part, name)).join(separator))
  }

  #selected(argument: Json, name: string): Resolved {
    const [index, from] = listOf(argument)
    const list = from === undefined ? undefined : this.resolve(from)
    const at = Number(index === undefined ? Number.NaN : this.text(index))
    return (Array.isArray(list) ? list[at] : undefined) ?? unknown(name)
  }

  #split(argument: Json, name: string): Json {
    const [separator, text] = listOf(argument)
    if (typeof separator !== 'string' || separator === '' || text === undefined) {
      return unknown(name)
    }
    const whole = this.text(text)
    // A separator may stand in what is not known.
    return hasUnknown(whole) ? unknown(name) : whole.split(separator)
  }

  #mapped(argument: Json, name: string): Resolved {
    const [map, first, second, options] = listOf(argument)
    const keys = [map, first, second].map((key) => this.text(key ?? null))
    let found: Json | undefined = this.#template.Mappings
    for (const key of keys) found = member(found, key)
    if (found !== undefined) return this.resolve(found)
    const fallback = objectOf(options).DefaultValue
    const isKnown = keys.every((key) => !hasUnknown(key))
    return fallback !== undefined && isKnown ? this.resolve(fallback) : unknown(name)
  }

  #branch(argument: Json, name: string): Resolved {
    const [condition, yes = null, no = null] = listOf(argument)
    const holds = this.condition(condition)
    if (holds !== undefined) return this.resolve(holds ? yes : no)
    const one: Resolved = this.resolve(yes)
    const other = this.resolve(no)
    const isSame = one === other || JSON.stringify(one) === JSON.stringify(other)
    return isSame ? one : unknown(`${name} ${String(condition)}`)
  }

  #encoded(argument: Json, name: string): Json {
    const text = this.text(argument)
    if (hasUnknown(text)) return unknown(name)
    return this.#spent(Buffer.from(text).toString('base64'))
  }

  #printed(argument: Json, name: string): Json {
    const value = this.resolve(argument)
    return value === NO_VALUE ? unknown(name) : this.#spent(JSON.stringify(value))
  }

  #truth(rule: Json | undefined): boolean | undefined {
    if (!isJsonObject(rule)) return undefined
    const [name = ''] = Object.keys(rule)
    const parts = listOf(rule[name] ?? null)
    switch (name) {
      case 'Condition':
        return this.condition(rule[name])
      case 'Fn::Equals':
        return this.#equal(parts)
      case 'Fn::Not':
        return not(this.#truth(parts[0]))
      case 'Fn::And':
        return not(some(parts.map((part) => not(this.#truth(part)))))
      case 'Fn::Or':
        return some(parts.map((part) => this.#truth(part)))
      default:
        return undefined
    }
  }

  #equal([one = null, other = null]: readonly Json[]): boolean | undefined {
    const [first, second] = [this.text(one), this.text(other)]
    if (first === second) return true
    const isKnown = !hasUnknown(first) && !hasUnknown(second)
    return isKnown ? false : undefined
  }

  #spent(text: string): string {
    this.#chars += text.length
    if (this.#chars <= limits.resolvedCharsMax) return text
    throw doctorFailure('templateTooLarge', { count: String(limits.resolvedCharsMax) })
  }
}

const not = (truth: boolean | undefined): boolean | undefined =>
  truth === undefined ? undefined : !truth

/** True when one is; unknown when one may be. */
function some(truths: readonly (boolean | undefined)[]): boolean | undefined {
  if (truths.includes(true)) return true
  return truths.includes(undefined) ? undefined : false
}

/** `{{resolve:ssm:/name}}` is looked up at deployment. */
const withoutReferences = (text: string): string =>
  text.replaceAll(/\{\{resolve:([^{}]*)\}\}/g, (_, reference: string) => unknown(reference))

const textOf = (value: Json, name: string): string =>
  typeof value === 'object' ? (value === null ? '' : unknown(name)) : String(value)

function member(object: Json | undefined, name: string): Json | undefined {
  return isJsonObject(object) && Object.hasOwn(object, name) ? object[name] : undefined
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [])
const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

// The configuration inside a plan: which expressions a resource was written with, and what they
// refer to. Values that are not known yet are looked for there.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import type { ResourceChange } from './resource-change.ts'
import { unknown } from './unknown.ts'

export class TerraformConfiguration {
  readonly #changes: ReadonlyMap<string, readonly ResourceChange[]>
  /** Expressions by the address that a resource is configured under. */
  readonly #expressions = new Map<string, JsonObject>()
  readonly #account: string | undefined

  constructor(
    { configuration }: JsonObject,
    changes: readonly ResourceChange[],
    account: string | undefined,
  ) {
    this.#changes = Map.groupBy(changes, ({ configuredAs }) => configuredAs)
    this.#account = account
    this.#collect(objectOf(objectOf(configuration).root_module), '')
  }

  knows({ configuredAs }: ResourceChange): boolean {
    return this.#expressions.has(configuredAs)
  }

  expressionOf({ configuredAs }: ResourceChange, argument: string): Json | undefined {
    return this.#expressions.get(configuredAs)?.[argument]
  }

  /** The `data.aws_iam_policy_document` that a policy comes from, read while applying. */
  policyDocumentOf(change: ResourceChange): ResourceChange | undefined {
    const found = this.referencesOf(this.expressionOf(change, 'policy'), moduleOf(change))
    const documents = found.filter(({ type }) => type === 'aws_iam_policy_document')
    return documents.length === 1 ? documents[0] : undefined
  }

  /** Whether an `aws_kms_key_policy` of the plan gives this key its policy. */
  hasPolicyResource({ configuredAs }: ResourceChange): boolean {
    const policies = [...this.#changes.values()].flat()
    return policies
      .filter(({ type }) => type === 'aws_kms_key_policy')
      .some((one) => this.keyOfPolicy(one)?.configuredAs === configuredAs)
  }

  /** The key of the plan that an `aws_kms_key_policy` is for. */
  keyOfPolicy(policy: ResourceChange): ResourceChange | undefined {
    const keyId = policy.after.key_id
    const changes = [...this.#changes.values()].flat()
    const isIt = ({ type, before }: ResourceChange): boolean =>
      type.endsWith('_key') && keyId !== undefined && [before.arn, before.key_id].includes(keyId)
    const [referred] = this.referencesOf(this.expressionOf(policy, 'key_id'), moduleOf(policy))
    return changes.find(isIt) ?? referred
  }

  /** The changes of the plan that an expression refers to. */
  referencesOf(expression: Json | undefined, module: string): readonly ResourceChange[] {
    const { references } = objectOf(expression)
    const names = namesIn(references)
    const found = new Set<ResourceChange>()
    for (const name of names) {
      const parts = name.split(/[.[]/)
      const address = parts.slice(0, parts[0] === 'data' ? 3 : 2).join('.')
      for (const change of this.#changes.get(`${module}${address}`) ?? []) found.add(change)
    }
    return [...found]
  }

  /** What stands for an unknown value of an expression: the ARN of a role that the plan makes. */
  unknownValue(expression: Json | undefined, module: string): string {
    const names = namesIn(objectOf(expression).references)
    const [name = 'value', ...others] = names
    const [change, ...more] = this.referencesOf(expression, module)
    // Of several values it is not told which one is not known.
    const isOnly = more.length === 0 && others.every((other) => name === `${other}.arn`)
    const arn = change && isOnly && name.endsWith('.arn') ? this.identityArn(change) : undefined
    return arn ?? unknown(name)
  }

  /** Of a role or user: known but for a name that the provider chooses. */
  identityArn(change: ResourceChange): string | undefined {
    const { type, after, before, isData, address } = change
    const kind = { aws_iam_role: 'role', aws_iam_user: 'user' }[type]
    if (kind === undefined || isData) return undefined
    const known = after.arn ?? before.arn
    if (typeof known === 'string') return known
    const name = typeof after.name === 'string' ? after.name : unknown(`${address}.name`)
    const path = typeof after.path === 'string' ? after.path : '/'
    return `arn:aws:iam::${this.#account ?? unknown('account')}:${kind}${path}${name}`
  }

  #collect({ resources, module_calls: calls }: JsonObject, module: string): void {
    for (const { address, expressions } of listOf(resources)) {
      this.#expressions.set(`${module}${String(address)}`, objectOf(expressions))
    }
    for (const [name, call] of Object.entries(objectOf(calls))) {
      this.#collect(objectOf(objectOf(call).module), `${module}module.${name}.`)
    }
  }
}

const namesIn = (references: Json | undefined): readonly string[] =>
  Array.isArray(references) ? references.map(String) : []

/** `module.keys.` of `module.keys.aws_kms_key.payroll`. */
export const moduleOf = ({ configuredAs }: ResourceChange): string =>
  /^(?:module\.[^.]+\.)*/.exec(configuredAs)?.[0] ?? ''

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.map(objectOf) : []

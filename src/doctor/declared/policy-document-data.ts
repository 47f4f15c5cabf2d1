// The policy that `data.aws_iam_policy_document` will make, when it is read while applying: what
// it says already, with the rest as unknown values.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { moduleOf, type TerraformConfiguration } from './terraform-configuration.ts'
import type { ResourceChange } from './resource-change.ts'
import { unknown } from './unknown.ts'

/** A block of the data source, with what its configuration refers to. */
interface Block {
  readonly after: JsonObject
  readonly unknown: JsonObject
  readonly expressions: JsonObject
}

type ValueOf = (expression: Json | undefined) => string

export function documentOfDataSource(
  data: ResourceChange,
  configuration: TerraformConfiguration,
): JsonObject {
  const { after } = data
  const module = moduleOf(data)
  const valueOf: ValueOf = (expression) => configuration.unknownValue(expression, module)
  const expression = configuration.expressionOf(data, 'statement')
  const whole = { after, unknown: data.unknown, expressions: { statement: expression ?? null } }
  const blocks = blocksOf(whole, 'statement')
  const Statement = blocks.map((block) => statementOf(block, valueOf))
  // Another document's statements are merged in, and may replace these by their Sid.
  const merged = ['source_policy_documents', 'override_policy_documents'].filter((name) => {
    return data.unknown[name] !== undefined && data.unknown[name] !== false
  })
  const isOpen = data.unknown.statement === true
  return {
    Version: typeof after.version === 'string' ? after.version : '2012-10-17',
    Statement: [
      ...Statement,
      ...merged.map(unknown),
      ...(isOpen ? [unknown(`${data.address}.statement`)] : []),
    ],
  }
}

function statementOf(block: Block, valueOf: ValueOf): JsonObject {
  const { after } = block
  const condition = conditionOf(block, valueOf)
  return {
    ...(typeof after.sid === 'string' && after.sid !== '' && { Sid: after.sid }),
    Effect: typeof after.effect === 'string' ? after.effect : effectOf(block),
    ...principalsOf(block, valueOf, 'principals', 'Principal'),
    ...principalsOf(block, valueOf, 'not_principals', 'NotPrincipal'),
    ...listOf(block, valueOf, 'actions', 'Action'),
    ...listOf(block, valueOf, 'not_actions', 'NotAction'),
    ...listOf(block, valueOf, 'resources', 'Resource'),
    ...listOf(block, valueOf, 'not_resources', 'NotResource'),
    ...(condition && { Condition: condition }),
  }
}

const effectOf = ({ unknown: open }: Block): string =>
  open.effect === true ? unknown('effect') : 'Allow'

function principalsOf(block: Block, valueOf: ValueOf, name: string, element: string): JsonObject {
  const clause: Record<string, readonly Json[]> = {}
  for (const inner of blocksOf(block, name)) {
    const type = typeof inner.after.type === 'string' ? inner.after.type : 'AWS'
    clause[type] = [...(clause[type] ?? []), ...textsOf(inner, valueOf, 'identifiers')]
  }
  if (Object.keys(clause).length === 0) return {}
  const [only] = clause['*'] ?? []
  return { [element]: only === '*' ? '*' : clause }
}

function listOf(block: Block, valueOf: ValueOf, name: string, element: string): JsonObject {
  const texts = textsOf(block, valueOf, name)
  return texts.length === 0 ? {} : { [element]: texts }
}

function conditionOf(block: Block, valueOf: ValueOf): JsonObject | undefined {
  const conditions: Record<string, Record<string, Json>> = {}
  for (const inner of blocksOf(block, 'condition')) {
    const { test, variable } = inner.after
    // An operator that is not known cannot be written down: the key stands for the unknown.
    const operator = typeof test === 'string' ? test : 'StringEquals'
    const isKnown = typeof test === 'string' && typeof variable === 'string'
    const key = isKnown ? variable : unknown('condition')
    const keys = (conditions[operator] ??= {})
    keys[key] = textsOf(inner, valueOf, 'values')
  }
  return Object.keys(conditions).length === 0 ? undefined : conditions
}

/** The texts of a list; what is not known of it, by what the configuration refers to. */
function textsOf({ after, unknown: open, expressions }: Block, valueOf: ValueOf, name: string) {
  const isOpen = open[name] ?? false
  const expression = expressions[name]
  if (isOpen === true) return [valueOf(expression)]
  const list = after[name]
  if (!Array.isArray(list)) return []
  return list.map((item: Json, index): string => {
    const isItemOpen = Array.isArray(isOpen) && isOpen[index] === true
    return isItemOpen || item === null ? valueOf(expression) : String(item)
  })
}

function blocksOf({ after, unknown: open, expressions }: Block, name: string): readonly Block[] {
  const list = after[name]
  if (!Array.isArray(list)) return []
  const [isOpen, written] = [open[name], expressions[name]]
  const at = (from: Json | undefined, index: number): JsonObject => {
    const found: Json | undefined = Array.isArray(from) ? from[index] : undefined
    return isJsonObject(found) ? found : {}
  }
  // A dynamic block makes more of them than were written: then nothing can be matched.
  const isMatched = Array.isArray(written) && written.length === list.length
  return list.map((_: Json, index) => ({
    after: at(list, index),
    unknown: at(isOpen, index),
    expressions: isMatched ? at(written, index) : {},
  }))
}

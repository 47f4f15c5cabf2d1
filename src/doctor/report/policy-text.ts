// A key policy as a person reads it, statement by statement.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { statementsOf } from '../examine.ts'
import { row } from '../../base/columns.ts'
import type { Paint } from './paint.ts'
import type { Words } from './words/words.ts'

export function policyText(
  policy: JsonObject,
  { report }: Words,
  { title }: Paint,
  width: number,
): readonly string[] {
  return statementsOf(policy).flatMap((statement, index) => [
    `  ${title(sidOf(statement, index))}`,
    row(`  ${textOf(statement.Effect)}`, whomOf(statement, report.everybody), width, COLUMN),
    row('', actionsOf(statement), width, COLUMN),
    ...(statement.Condition === undefined
      ? []
      : [row(`  ${report.condition}`, conditionText(statement.Condition), width, COLUMN)]),
  ])
}

const COLUMN = 9

function sidOf({ Sid }: JsonObject, index: number): string {
  return typeof Sid === 'string' && Sid !== '' ? `"${Sid}"` : `Statement[${index}]`
}

function whomOf({ Principal, NotPrincipal }: JsonObject, everybody: string): string {
  const clause = Principal ?? NotPrincipal
  const names = isJsonObject(clause) ? Object.values(clause).flat().map(textOf) : [textOf(clause)]
  const text = names.map((name) => (name === '*' ? everybody : name)).join(', ')
  return NotPrincipal === undefined ? text : `NotPrincipal ${text}`
}

function actionsOf({ Action, NotAction, Resource }: JsonObject): string {
  const actions = [Action ?? NotAction ?? []].flat().map(textOf).join(', ')
  const resources = [Resource ?? []].flat().map(textOf).join(', ')
  const on = resources === '*' || resources === '' ? '' : ` on ${resources}`
  return `${NotAction === undefined ? '' : 'NotAction '}${actions}${on}`
}

export function conditionText(condition: Json): string {
  if (!isJsonObject(condition)) return ''
  const terms = Object.entries(condition).flatMap(([operator, keys]) =>
    isJsonObject(keys)
      ? Object.entries(keys).map(([key, values]) => {
          return `${operator} ${key} ${[values].flat().map(textOf).join(', ')}`
        })
      : [],
  )
  return terms.join('; ')
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null)

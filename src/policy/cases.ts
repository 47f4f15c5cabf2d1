// Policy cases: JSON Lines, one case a line; `#` lines and blank lines are skipped. A case that
// is not understood fails with the reason, and is never skipped.

import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { CaseAnswer } from './cases/case-answer.ts'
import { CaseFault, text, texts } from './cases/case-members.ts'
import { decideCase } from './cases/decision-case.ts'
import { judgeKeyPolicyChange } from './cases/key-policy-case.ts'
import { readJson } from './read-json.ts'
import type { LayerName, StatementRef } from './types.ts'

/** How one case came out. */
export interface CaseResult {
  readonly id: string
  readonly expect: string
  /** `notUnderstood` when the case could not be read; `note` says why. */
  readonly got: string
  readonly pass: boolean
  readonly layer?: LayerName
  readonly because: readonly StatementRef[]
  readonly note?: string
}

/** The results in the order of the file, or the place where it stops being JSON. */
export type CasesRun =
  | { readonly results: readonly CaseResult[] }
  | { readonly line: number; readonly column: number; readonly says: string }

/** Decides every case of a file. */
export function runCases(file: string): CasesRun {
  const results: CaseResult[] = []
  for (const [index, line] of file.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const read = readJson(line)
    if ('problem' in read) {
      const { says, column = 1 } = read.problem
      return { line: index + 1, column, says }
    }
    results.push(runCase(read.value, `line ${index + 1}`))
  }
  return { results }
}

function runCase(json: Json, place: string): CaseResult {
  if (!isJsonObject(json)) return notUnderstood({}, place, 'a case is a JSON object')
  try {
    const answer = 'operation' in json ? judgeKeyPolicyChange(json) : decideCase(json)
    return resultOf(json, answer)
  } catch (thrown) {
    if (!(thrown instanceof CaseFault)) throw thrown
    return notUnderstood(json, place, thrown.message)
  }
}

function resultOf(json: JsonObject, answer: CaseAnswer): CaseResult {
  const expect = text(json, 'expect')
  const { got, layer, because = [], unmet = [], note } = answer
  const expected = [expect, ...texts(json, 'expectAlso')].includes(got)
  const notes = [...(note === undefined ? [] : [note]), ...unmet].join('; ')
  return {
    id: text(json, 'id'),
    expect,
    got,
    pass: expected && unmet.length === 0,
    ...(layer && { layer }),
    because,
    ...(notes !== '' && { note: notes }),
  }
}

function notUnderstood(json: JsonObject, place: string, note: string): CaseResult {
  const id = typeof json.id === 'string' ? json.id : place
  const expect = typeof json.expect === 'string' ? json.expect : ''
  return { id, expect, got: 'notUnderstood', pass: false, because: [], note }
}

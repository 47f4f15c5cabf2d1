import type { Json } from '../base/json.ts'
import {
  type PolicyDocument,
  type PolicyProblem,
  type PolicyRead,
  readPolicy,
  readPolicyJson,
  validateIdentityPolicy,
  validateKeyPolicy,
  validateTrustPolicy,
} from '../policy/index.ts'
import type { SeedPath } from './problem.ts'
import type { PolicyKind } from './shape.ts'

const VALIDATE: Readonly<
  Record<PolicyKind, (document: PolicyDocument) => readonly PolicyProblem[]>
> = {
  identity: validateIdentityPolicy,
  key: validateKeyPolicy,
  trust: validateTrustPolicy,
}

/** What is wrong with a document that was written out, and where in it. */
export function policyProblems(
  json: Json,
  kind: PolicyKind,
): readonly { readonly says: string; readonly within: SeedPath }[] {
  return problemsOf(readPolicyJson(json), kind).map((problem) => ({
    says: problem.says,
    within: pathOf(problem.place),
  }))
}

/** What is wrong with the JSON text of a document: the places are those within the text. */
export function policyTextProblems(text: string, kind: PolicyKind): readonly string[] {
  const problems = problemsOf(readPolicy(text, { positions: true }), kind)
  return problems.map(({ says, place, line, column }) => {
    const position = [line && `line ${line}`, column && `column ${column}`]
    const where = [place, ...position].filter(Boolean).join(', ')
    return where === '' ? says : `${says} (in the text: ${where})`
  })
}

const problemsOf = (read: PolicyRead, kind: PolicyKind): readonly PolicyProblem[] =>
  'document' in read ? VALIDATE[kind](read.document) : read.problems

/** `Statement[2].Condition` as steps. */
const pathOf = (place: string): SeedPath =>
  place
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))

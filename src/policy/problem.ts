/** One thing that is wrong with a document, and where. */
export interface PolicyProblem {
  readonly kind: ProblemKind
  /** In our words; the services answer in AWS's. */
  readonly says: string
  /**
   * `Statement[2].Condition.StringEquals`; the place where it ought to be for a missing element;
   * empty for the document itself.
   */
  readonly place: string
  /** From 1; known for faults of the JSON text, for others when positions were asked for. */
  readonly line?: number
  readonly column?: number
}

export type ProblemKind =
  /** Not JSON. */
  | 'syntax'
  | 'duplicateMember'
  | 'tooLarge'
  | 'tooDeep'
  /** JSON, but of the wrong type at this place. */
  | 'wrongType'
  | 'unknownElement'
  | 'missingElement'
  /** An element that this kind of policy does not have, or that excludes another one present. */
  | 'misplacedElement'
  | 'badValue'
  | 'unknownOperator'
  | 'duplicateSid'

export type Path = readonly (string | number)[]

/** Says what is wrong at a path; whoever reads the document knows the place in the text. */
export type Report = (kind: ProblemKind, says: string, path: Path) => void

/** `Statement[2].Condition.StringEquals`. */
export function placeOf(path: Path): string {
  let place = ''
  for (const step of path) {
    if (typeof step === 'number') place += `[${step}]`
    else place += place === '' ? step : `.${step}`
  }
  return place
}

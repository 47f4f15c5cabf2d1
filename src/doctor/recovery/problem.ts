import type { Told } from '../../base/told-failure.ts'
import { shellLine } from '../../base/shell-line.ts'
import type { CommandLine } from '../command-line.ts'
import { DoctorFailure } from '../failure.ts'
import { recoveryWords, type NoteId, type ProblemId } from '../report/recovery/words/words.ts'
import { fill, type Language } from '../report/words/words.ts'

interface Details {
  readonly facts?: Readonly<Record<string, string>>
  /** Lines that need no translation: AWS's sentences, places in files, ARNs. */
  readonly lines?: readonly string[]
  /** What to type. */
  readonly commands?: readonly CommandLine[]
  /** What else came of it. */
  readonly notes?: readonly Note[]
  readonly cause?: unknown
}

interface Note {
  readonly id: NoteId
  readonly facts: Readonly<Record<string, string>>
  readonly command?: CommandLine
}

/** Why there is no recovery, or none was made; told in the reader's language. */
export class RecoveryProblem extends DoctorFailure {
  readonly problem: ProblemId
  readonly details: Details

  constructor(problem: ProblemId, details: Details = {}) {
    super((language) => wordsOf(problem, details, language), { cause: details.cause })
    this.problem = problem
    this.details = details
  }

  /** The same, and what else is to be said. */
  and({ lines = [], notes = [] }: Pick<Details, 'lines' | 'notes'>): RecoveryProblem {
    const { details } = this
    return new RecoveryProblem(this.problem, {
      ...details,
      lines: [...(details.lines ?? []), ...lines],
      notes: [...(details.notes ?? []), ...notes],
    })
  }
}

export const problemText = (problem: RecoveryProblem, language: Language): Told =>
  problem.told(language)

function wordsOf(problem: ProblemId, details: Details, language: Language): Told {
  const { facts = {}, lines = [], commands = [], notes = [] } = details
  const words = recoveryWords(language)
  const { says, hints = [] } = words.problems[problem]
  return {
    message: fill(says, facts),
    hints: [
      ...lines,
      ...hints.map((hint) => fill(hint, facts)),
      ...commands.map(shellLine),
      ...notes.flatMap(({ id, facts: noted, command }) => [
        fill(words.notes[id], noted),
        ...(command ? [shellLine(command)] : []),
      ]),
    ],
  }
}

import { shellLine, type CommandLine } from '../command-line.ts'
import { DoctorFailure } from '../failure.ts'
import { recoveryWords, type NoteId, type ProblemId } from '../report/recovery/words/words.ts'
import { fill, type Language } from '../report/words/words.ts'

interface Details {
  readonly facts?: Readonly<Record<string, string>>
  /** Sentences of the catalogue that follow. */
  readonly noteIds?: readonly NoteId[]
  /** Lines that need no translation: AWS's sentences, places in files, ARNs. */
  readonly lines?: readonly string[]
  /** What to type. */
  readonly commands?: readonly CommandLine[]
  readonly cause?: unknown
}

/** Why there is no recovery, or none was made; told in the reader's language. */
export class RecoveryProblem extends DoctorFailure {
  readonly problem: ProblemId
  readonly details: Details

  constructor(problem: ProblemId, details: Details = {}) {
    const { message, hints } = wordsOf(problem, details, 'en')
    super(message, hints, { cause: details.cause })
    this.problem = problem
    this.details = details
  }

  /** The same, and what else is to be said. */
  and({ facts, noteIds = [], lines = [], commands = [] }: Details): RecoveryProblem {
    const { details } = this
    return new RecoveryProblem(this.problem, {
      ...details,
      facts: { ...facts, ...details.facts },
      noteIds: [...(details.noteIds ?? []), ...noteIds],
      lines: [...(details.lines ?? []), ...lines],
      commands: [...(details.commands ?? []), ...commands],
    })
  }
}

export const problemText = ({ problem, details }: RecoveryProblem, language: Language) =>
  wordsOf(problem, details, language)

function wordsOf(problem: ProblemId, details: Details, language: Language) {
  const { facts = {}, noteIds = [], lines = [], commands = [] } = details
  const { problems, notes } = recoveryWords(language)
  const { says, hints = [] } = problems[problem]
  const said = [...hints, ...noteIds.map((id) => notes[id])]
  return {
    message: fill(says, facts),
    hints: [...lines, ...said.map((hint) => fill(hint, facts)), ...commands.map(shellLine)],
  }
}

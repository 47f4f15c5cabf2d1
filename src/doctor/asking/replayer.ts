// Answers out of a file, and from nowhere else.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { questionText, type EvidenceFile, type RecordedError } from './evidence-file.ts'
import { nameOf, type Question } from './question.ts'
import { isBecoming } from './reading.ts'
import type { Tape } from './tape.ts'
import { toldOfEverybody } from './told-elsewhere.ts'
import { fromJson, toJson } from './values.ts'

/** As the SDK throws what AWS answers; `ask` tells refusals by the name. */
class RecordedFailure extends Error {
  readonly $metadata = {}
  constructor({ name, message }: RecordedError) {
    super(message)
    this.name = name
  }
}

const notCollected = (question: Question): RecordedFailure =>
  new RecordedFailure({
    name: 'NotCollected',
    message: `${nameOf(question)} was not asked for when the evidence was collected`,
  })

export function replayer({ answers, where }: EvidenceFile): Tape {
  const byQuestion = new Map(
    answers.map((answer) => {
      return [questionText(answer, answer.region ?? where.region, answer.input), answer] as const
    }),
  )
  const sessions = new Map<string, string>()
  const toldElsewhere = toldOfEverybody(answers)
  return {
    async answer(question) {
      const input = toJson(question.input)
      const answer =
        byQuestion.get(questionText(question, question.region, input)) ??
        tellElsewhere(question, input)
      if (answer === undefined) throw notCollected(question)
      const { error, output: recorded = {} } = answer
      if (error) throw new RecordedFailure(error)
      const output = { $metadata: {}, ...(fromJson(recorded) as object) }
      return isBecoming(question) ? { ...output, Credentials: credentialsOf(recorded) } : output
    },
    sessionOf: (accessKeyId) => sessions.get(accessKeyId),
  }

  function tellElsewhere({ service, operation, as }: Question, input: Json | undefined) {
    const isAsked = service === 'iam' && as === undefined && isJsonObject(input)
    return isAsked ? toldElsewhere(operation, input) : undefined
  }

  /** Good for nothing but being told apart: nobody signs with them. */
  function credentialsOf({ AssumedRoleUser: user }: JsonObject) {
    const arn = isJsonObject(user) ? String(user.Arn) : ''
    const AccessKeyId = `FROM-EVIDENCE-${sessions.size + 1}`
    sessions.set(AccessKeyId, arn)
    return { AccessKeyId, SecretAccessKey: 'none', SessionToken: 'none' }
  }
}

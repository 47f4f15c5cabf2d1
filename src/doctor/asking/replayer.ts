// Answers out of a file, and from nowhere else.

import { isJsonObject } from '../../base/json.ts'
import {
  questionText,
  type EvidenceFile,
  type RecordedAnswer,
  type RecordedError,
} from './evidence-file.ts'
import { nameOf, type Question } from './question.ts'
import { isBecoming } from './reading.ts'
import type { Tape } from './tape.ts'
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
  return {
    async answer(question) {
      const text = questionText(question, question.region, toJson(question.input))
      const answer = byQuestion.get(text)
      if (answer === undefined) throw notCollected(question)
      if (answer.error) throw new RecordedFailure(answer.error)
      const output = { $metadata: {}, ...(fromJson(answer.output ?? {}) as object) }
      return isBecoming(question) ? { ...output, Credentials: credentialsOf(answer) } : output
    },
    sessionOf: (accessKeyId) => sessions.get(accessKeyId),
  }

  /** Good for nothing but being told apart: nobody signs with them. */
  function credentialsOf({ output }: RecordedAnswer) {
    const user = output?.AssumedRoleUser
    const arn = isJsonObject(user) ? String(user.Arn) : ''
    const AccessKeyId = `FROM-EVIDENCE-${sessions.size + 1}`
    sessions.set(AccessKeyId, arn)
    return { AccessKeyId, SecretAccessKey: 'none', SessionToken: 'none' }
  }
}

// Writes down what AWS answers. A question that was answered is not asked twice: everything in
// one file is told of one moment, as far as AWS allows, and AWS is asked half as much.

import { isJsonObject, type JsonObject } from '../../base/json.ts'
import { questionText, type RecordedAnswer } from './evidence-file.ts'
import type { Question } from './question.ts'
import { isBecoming, isPolling, isReading } from './reading.ts'
import type { Become, Tape } from './tape.ts'
import { toJson } from './values.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface Recorder extends Tape {
  /** In the order in which they were asked. */
  readonly answers: () => readonly RecordedAnswer[]
}

export function recorder(now: () => Date): Recorder {
  const answers = new Map<string, RecordedAnswer>()
  const asked = new Map<string, Promise<object>>()
  const sessions = new Map<string, string>()

  const record = async (question: Question, text: string, ask: () => Promise<object>) => {
    const entry = entryOf(question, now())
    try {
      const output = await ask()
      answers.set(text, { ...entry, output: writtenOutput(question, output) })
      remember(output)
      return output
    } catch (thrown) {
      const error = isFromOutside(thrown) ? thrown : undefined
      if (error) answers.set(text, { ...entry, error: writtenError(error) })
      // The network may be back when it is asked again.
      if (!error || !isAnswered(error)) asked.delete(text)
      throw thrown
    }
  }
  const remember = ({ AssumedRoleUser, Credentials }: Become) => {
    const { AccessKeyId } = Credentials ?? {}
    if (AccessKeyId && AssumedRoleUser?.Arn) sessions.set(AccessKeyId, AssumedRoleUser.Arn)
  }
  return {
    answer(question, ask) {
      if (!isReading(question) && !isBecoming(question)) return ask()
      const { region, input } = question
      const text = questionText(question, region, toJson(input))
      const known = isPolling(question) || isBecoming(question) ? undefined : asked.get(text)
      if (known) return known
      const answer = record(question, text, ask)
      asked.set(text, answer)
      return answer
    },
    sessionOf: (accessKeyId) => sessions.get(accessKeyId),
    answers: () => [...answers.values()],
  }
}

function entryOf(question: Question, at: Date): Omit<RecordedAnswer, 'output' | 'error'> {
  const { service, operation, region, as, input } = question
  return {
    ...{ service, operation, region },
    ...(as === undefined ? {} : { as }),
    input: objectOf(input),
    at: at.toISOString(),
  }
}

function writtenOutput(question: Question, output: object): JsonObject {
  if (isBecoming(question)) return objectOf({ AssumedRoleUser: (output as Become).AssumedRoleUser })
  const { $metadata: _, ...members } = objectOf(output)
  return withoutSecrets(members)
}

function objectOf(value: object): JsonObject {
  const json = toJson(value)
  return isJsonObject(json) ? json : {}
}

const writtenError = ({ name, message }: Error) => ({ name, message: String(toJson(message)) })

/** From AWS or from the network; anything else is a fault of our own, or an interruption. */
const isFromOutside = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && ('$metadata' in thrown || 'code' in thrown)

const isAnswered = (error: Error): boolean =>
  '$metadata' in error &&
  Number((error.$metadata as { httpStatusCode?: number }).httpStatusCode ?? 500) < 500

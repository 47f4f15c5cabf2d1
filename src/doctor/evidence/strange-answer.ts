// Not everything that listens is AWS: an emulator lacks services, a proxy answers for itself.

import { secondMs } from '../../base/sizes.ts'

/** It answered, and not as the service does. */
export class StrangeAnswer extends Error {
  override readonly name = 'StrangeAnswer'
}

/** A member that AWS sends with every answer: one without it proves nothing. */
export function required<Member>(member: Member | undefined, name: string): Member {
  if (member !== undefined) return member
  throw new StrangeAnswer(`the answer has no ${name}`)
}

/** What was wrong with an answer, in one line. */
export function strangenessOf(thrown: Error): string {
  const { name, message } = thrown
  if (thrown instanceof StrangeAnswer) return message
  const [, waitedMs] = /exceeded the configured (\d+) ms/.exec(message) ?? []
  if (waitedMs !== undefined) return `no answer in ${Number(waitedMs) / secondMs} seconds`
  if (!isUnreadable(thrown)) return `${name}: ${message.split('\n')[0]}`
  const status = statusOf(thrown)
  const answer = status === undefined ? 'an answer' : `HTTP ${status}`
  return `the endpoint answered ${answer}, which is no answer of this service`
}

/** The SDK found neither an output nor an error of the service in the body. */
function isUnreadable({ name, message }: Error): boolean {
  return message.includes('Deserialization error') || message === 'Unknown' || name === 'Unknown'
}

function statusOf(thrown: Error): number | undefined {
  const { $metadata, $response } = thrown as {
    readonly $metadata?: { readonly httpStatusCode?: number }
    readonly $response?: { readonly statusCode?: number }
  }
  return $metadata?.httpStatusCode ?? $response?.statusCode
}

import type { Stack } from './stack.ts'

/** A long-term access key of a user, under the user's name. */
export interface Profile {
  readonly name: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface Stage {
  /** A rehearsal breaks things on purpose: it plays on a stack and nowhere else. */
  readonly stack: Stack
  /** The root user's access key of the account that the rehearsal plays in. */
  readonly root: Omit<Profile, 'name'>
  /** Without the policy that lets `admin` look into the lockout: the article's policy alone. */
  readonly bare?: boolean
  /** Of those who only look at what was played. */
  readonly userAgent?: string
  /** Told of every step, in the order in which they happen. */
  readonly tell: (step: Step) => void
  /** Keeps an access key that was made; its secret is never shown again. */
  readonly keep: (profile: Profile) => void
}

export interface Step {
  readonly who: string
  readonly does: Sentence
  /** The error that AWS's rules answer with; absent when the call went through. */
  readonly refused?: string
}

/** The same in both languages; in English it goes on from who does it. */
export interface Sentence {
  readonly en: string
  readonly ja: string
}

export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** How every client of a rehearsal is made. */
export function clientOptions(
  { stack, userAgent }: Pick<Stage, 'stack' | 'userAgent'>,
  given: SessionCredentials,
) {
  const { accessKeyId, secretAccessKey, sessionToken } = given
  const { endpoint, region } = stack
  const session = sessionToken === undefined ? {} : { sessionToken }
  const credentials = { accessKeyId, secretAccessKey, ...session }
  return { endpoint, region, credentials, ...(userAgent && { customUserAgent: userAgent }) }
}

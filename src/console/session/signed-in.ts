import type { Connection } from '../../doctor/index.ts'
import { Kept } from './kept.ts'

export interface Identity {
  readonly arn: string
  readonly account: string
  /** `Administrator`, or the user's name. */
  readonly name: string
}

/**
 * Whom a browser speaks as. The credentials stay within the connection, in this process: no page
 * ever holds them.
 */
export class SignedIn {
  readonly connection: Connection
  readonly identity: Identity
  readonly region: string
  /** How it signed in, to be shown: `key`, or the name of the profile or role. */
  readonly by: string
  /** Who assumed this role; undefined for who signed in. */
  readonly before: SignedIn | undefined
  /** What was worked out for this person, until it leaves. */
  readonly kept = new Kept()
  readonly #letGo: () => void

  /** `letGo` closes the connection. */
  constructor(
    connection: Connection,
    letGo: () => void,
    facts: Pick<SignedIn, 'identity' | 'region' | 'by' | 'before'>,
  ) {
    this.connection = connection
    this.identity = facts.identity
    this.region = facts.region
    this.by = facts.by
    this.before = facts.before
    this.#letGo = letGo
  }

  /** Back to who was before, whose connection stays. */
  back(): SignedIn | undefined {
    this.#letGo()
    return this.before
  }

  /** Lets go of the connections, of those before as well. */
  leave(): void {
    this.back()?.leave()
  }
}

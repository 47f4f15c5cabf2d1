import type { IAMClient } from '@aws-sdk/client-iam'
import type { KMSClient } from '@aws-sdk/client-kms'
import type { Sentence, Stage } from './stage.ts'

/** One rehearsal: how access to a key is lost, by whom, and who brings it back. */
export interface Story {
  /** As it is typed. */
  readonly name: string
  readonly title: Sentence
  readonly about: Sentence
  /** A key of its own: all of them can be played in one account. */
  readonly keyAlias: string
  /** The event that tells what happened. */
  readonly eventName: 'PutKeyPolicy' | 'PutUserPolicy' | 'DeleteRole'
  readonly lockedOut: Part
  readonly rescuer: Part
  /** Answers whether it was played: it plays once in an account. */
  readonly play: (stage: Stage) => Promise<boolean>
  /** What the rescuer does to put it right. */
  readonly remedy: Sentence
  /** Does it, by the clients of the rescuer. */
  readonly repair: (as: Clients, keyId: string) => Promise<void>
}

/** Somebody of a rehearsal: a user by its profile, or a role that this user assumes. */
export interface Part {
  readonly profile: string
  readonly roleArn?: string
}

interface Clients {
  readonly kms: KMSClient
  readonly iam: IAMClient
}

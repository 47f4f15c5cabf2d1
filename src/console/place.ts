import type { AwsCredentials, ConnectOptions } from '../doctor/index.ts'

/** Which AWS the console shows: a stack, or an account by a profile of this machine. */
export interface ConsolePlace {
  readonly kind: 'stack' | 'aws'
  readonly connect: ConnectOptions
  readonly region: string
  /** Names that somebody may sign in with by one click. */
  readonly profiles: () => readonly string[]
  /** Undefined: there is no such profile. */
  readonly profile: (
    name: string,
  ) => Pick<ConnectOptions, 'profile' | 'credentialsFile'> | undefined
  /** Of a profile, where that can be told without asking. */
  readonly accountOf?: (profile: string) => string | undefined
  /** A stack takes an access key that is typed in; on AWS it stays with the local profile. */
  readonly takesAccessKeys: boolean
  /** The root user's key of the account that a rehearsal plays in; a stack's alone. */
  readonly lab?: () => Lab | undefined
}

export interface Lab {
  readonly root: AwsCredentials
  readonly keep: (profile: AwsCredentials & { readonly name: string }) => void
}

import { limits } from '../../limits.ts'
import type { ConsolePlace } from '../../place.ts'
import type { Asked, Route } from '../route.ts'

/** Who is signed in, and how somebody could. */
export const session: Route = { name: 'session', answer: (_input, asked) => sessionOf(asked) }

export interface SessionAnswer {
  readonly version: string
  readonly kind: 'stack' | 'aws'
  readonly endpoint: string | null
  readonly profiles: readonly string[]
  /** The accounts of the profiles, as far as their access keys tell. */
  readonly profileAccounts: Readonly<Record<string, string>>
  readonly takesAccessKeys: boolean
  readonly hasLab: boolean
  /** How long a browser may leave the console alone. */
  readonly idleMs: number
  /** When the browser must be let in anew, however busy it is. */
  readonly endsAt: string
  readonly signedIn: {
    readonly arn: string
    readonly account: string
    readonly name: string
    readonly region: string
    readonly by: string
    /** Names of those who assumed roles on the way here, the first first. */
    readonly before: readonly string[]
    /** What printed commands carry so that they reach the same place. */
    readonly profile: string | null
  } | null
}

export function sessionOf({ visitor, place, version }: Asked): SessionAnswer {
  const { signedIn, cameAtMs } = visitor
  const before: string[] = []
  for (let one = signedIn?.before; one; one = one.before) before.unshift(one.identity.name)
  return {
    version,
    kind: place.kind,
    endpoint: place.connect.endpoint ?? null,
    profiles: place.profiles(),
    profileAccounts: accountsOf(place),
    takesAccessKeys: place.takesAccessKeys,
    hasLab: place.lab?.() !== undefined,
    idleMs: limits.idleMs,
    endsAt: new Date(cameAtMs + limits.absoluteMs).toISOString(),
    signedIn: signedIn
      ? {
          ...signedIn.identity,
          region: signedIn.region,
          by: signedIn.by,
          before,
          profile: signedIn.connection.options.profile ?? null,
        }
      : null,
  }
}

function accountsOf({ profiles, accountOf }: ConsolePlace): Readonly<Record<string, string>> {
  const known = profiles().flatMap((name) => {
    const account = accountOf?.(name)
    return account === undefined ? [] : [[name, account] as const]
  })
  return Object.fromEntries(known)
}

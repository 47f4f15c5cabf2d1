import type { Asked, Route } from '../route.ts'

/** Who is signed in, and how somebody could. */
export const session: Route = { name: 'session', answer: (_input, asked) => sessionOf(asked) }

export interface SessionAnswer {
  readonly version: string
  readonly kind: 'stack' | 'aws'
  readonly endpoint: string | null
  readonly profiles: readonly string[]
  readonly takesAccessKeys: boolean
  readonly hasLab: boolean
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

export function sessionOf({ visitor: { signedIn }, place, version }: Asked): SessionAnswer {
  const before: string[] = []
  for (let one = signedIn?.before; one; one = one.before) before.unshift(one.identity.name)
  return {
    version,
    kind: place.kind,
    endpoint: place.connect.endpoint ?? null,
    profiles: place.profiles(),
    takesAccessKeys: place.takesAccessKeys,
    hasLab: place.lab?.() !== undefined,
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

import type { Session } from '../../api/session.ts'

export interface ProfileGroup {
  /** Undefined: nothing tells the account of these. */
  readonly account: string | undefined
  readonly profiles: readonly string[]
}

/** The people of the rehearsal's lockout, once it was played. */
const LAB_PEOPLE = ['admin', 'deployer'] as const
export type LabPerson = (typeof LAB_PEOPLE)[number]

export function labPeople({ hasLab, profiles }: Session): readonly LabPerson[] {
  const isPlayed = hasLab && LAB_PEOPLE.every((name) => profiles.includes(name))
  return isPlayed ? LAB_PEOPLE : []
}

/** The profiles by their account; its root user, whose profile bears the account's name, first. */
export function profileGroups(session: Session): readonly ProfileGroup[] {
  const groups = new Map<string | undefined, string[]>()
  for (const profile of session.profiles) {
    const account = session.profileAccounts[profile]
    groups.set(account, [...(groups.get(account) ?? []), profile])
  }
  return [...groups]
    .map(([account, profiles]) => ({ account, profiles: profiles.toSorted(rootFirst(account)) }))
    .toSorted((one, other) => (one.account ?? '~').localeCompare(other.account ?? '~'))
}

const rootFirst = (account: string | undefined) => (one: string, other: string) =>
  Number(other === account) - Number(one === account) || one.localeCompare(other)

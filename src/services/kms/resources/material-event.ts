import type { EventDetails } from '../../operation.ts'

/** An event that names the key material that was used, where KMS tells it. */
export function materialEvent(ids: Readonly<Record<string, string | undefined>>): EventDetails {
  const told = Object.entries(ids).flatMap(([name, id]) => (id === undefined ? [] : [[name, id]]))
  return told.length === 0 ? {} : { additionalEventData: Object.fromEntries(told) as TextMembers }
}

type TextMembers = Readonly<Record<string, string>>

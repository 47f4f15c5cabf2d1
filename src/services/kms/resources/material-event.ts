import type { EventDetails } from '../../operation.ts'

/** An event that names the key material that was used, where KMS tells it. */
export function materialEvent(ids: Readonly<Record<string, string | undefined>>): EventDetails {
  const told: Record<string, string> = {}
  for (const [name, id] of Object.entries(ids)) if (id !== undefined) told[name] = id
  return Object.keys(told).length === 0 ? {} : { additionalEventData: told }
}

interface Version {
  readonly eventId: string
  /** ISO 8601, UTC. */
  readonly eventTime: string
}

/** Shorter beginnings of ids are taken for numbers, or fit more than one. */
const eventIdCharactersMin = 8

/**
 * As a person names a version, everywhere the same: its number in `history`, with or without `#`;
 * the id of its event, or how that begins; a time when it was in force. The oldest comes first.
 */
export function versionNamed<Named extends Version>(
  versions: readonly Named[],
  name: string,
): Named | undefined {
  if (/^#?\d{1,6}$/.test(name)) return versions[Number(name.replace('#', '')) - 1]
  if (/^\d{4}-\d\d-\d\dT/.test(name)) return versions.findLast((one) => one.eventTime <= name)
  if (name.length < eventIdCharactersMin) return undefined
  const [found, ...others] = versions.filter(({ eventId }) => eventId.startsWith(name))
  return others.length === 0 ? found : undefined
}

const PLACE = 'sparekey-last-key'

/** The id of the key whose page was opened last: what a query is most likely to be about. */
export const lastKey = (): string | undefined => localStorage.getItem(PLACE) ?? undefined

export function keepLastKey([section, id]: readonly string[]): void {
  if (section === 'keys' && id !== undefined) localStorage.setItem(PLACE, id)
}

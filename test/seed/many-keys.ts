/** A seed of that many keys of one account, with an alias each. */
export function manyKeys(account: string, count: number): object {
  const keys = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `1234abcd-12ab-34cd-56ef-${index.toString(16).padStart(12, '0')}`,
      { aliases: [`alias/app-${index}`], description: `key ${index}` },
    ]),
  )
  return { sparekey: 1, accounts: { [account]: { regions: { 'us-east-1': { keys } } } } }
}

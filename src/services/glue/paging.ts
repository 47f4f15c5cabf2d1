import { InvalidInputException } from './errors.ts'

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly more: { readonly NextToken?: string }
}

/**
 * A page of a list in the order of `idOf`. `list` yields what is behind an id, the first of all
 * behind the empty text.
 */
export function pageOf<Item>(
  { NextToken, limit }: { readonly NextToken: string | undefined; readonly limit: number },
  list: (after: string) => Iterable<Item>,
  idOf: (item: Item) => string,
): Page<Item> {
  const items: Item[] = []
  for (const item of list(NextToken === undefined ? '' : requirePosition(NextToken))) {
    const last = items.at(-1)
    if (last !== undefined && items.length === limit) {
      return { items, more: { NextToken: Buffer.from(idOf(last)).toString('base64') } }
    }
    items.push(item)
  }
  return { items, more: {} }
}

/** A token is an id: a place in the list that is asked for, whoever made it up. */
function requirePosition(token: string): string {
  const id = Buffer.from(token, 'base64').toString()
  // The sentence is ours: AWS's is not known.
  const isOurs = id !== '' && !id.includes('\0') && Buffer.from(id).toString('base64') === token
  if (!isOurs) throw InvalidInputException('The pagination token is not valid.')
  return id
}

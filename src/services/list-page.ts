// Pages of lists, for services whose tokens are called NextToken.

import type { AwsError } from '../aws/errors.ts'

export interface ListPage<Item> {
  readonly items: readonly Item[]
  readonly more: { readonly NextToken?: string }
}

export interface PageAsked {
  readonly NextToken: string | undefined
  readonly limit: number
  /** What a token is answered that cannot be one of ours. */
  readonly badToken: () => AwsError
}

/**
 * A page of a list in the order of `idOf`. `list` yields what is behind an id, and everything
 * behind the empty text. A token is an id: a place in the list that is asked for, so that one
 * which was made up, or was given to somebody else, shows nothing that the list would not.
 */
export function listPage<Item>(
  { NextToken, limit, badToken }: PageAsked,
  list: (after: string) => Iterable<Item>,
  idOf: (item: Item) => string,
): ListPage<Item> {
  const after = NextToken === undefined ? '' : positionIn(NextToken)
  if (after === undefined) throw badToken()
  const items: Item[] = []
  for (const item of list(after)) {
    const last = items.at(-1)
    if (last !== undefined && items.length === limit) {
      return { items, more: { NextToken: Buffer.from(idOf(last)).toString('base64') } }
    }
    items.push(item)
  }
  return { items, more: {} }
}

function positionIn(token: string): string | undefined {
  const id = Buffer.from(token, 'base64').toString()
  const isOurs = id !== '' && !id.includes('\0') && Buffer.from(id).toString('base64') === token
  return isOurs ? id : undefined
}

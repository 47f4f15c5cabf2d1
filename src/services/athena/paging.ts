import type { ListPage } from '../list-page.ts'
import { listPage } from '../list-page.ts'
import { InvalidRequestException } from './errors.ts'
import { limits } from './limits.ts'

interface PageInput {
  readonly NextToken?: string | undefined
  readonly MaxResults?: number | undefined
}

/** The sentence is ours: AWS's is not known. */
export const badToken = () => InvalidRequestException('NextToken is not valid.')

/** The model lets some lists be asked for 0 items, which says as much as nothing. */
export const pageOf = <Item>(
  { NextToken, MaxResults }: PageInput,
  list: (after: string) => Iterable<Item>,
  idOf: (item: Item) => string,
  limit: number = MaxResults || limits.listItemsPerPage,
): ListPage<Item> => listPage({ NextToken, limit, badToken }, list, idOf)

import type { ListPage } from '../list-page.ts'
import { listPage } from '../list-page.ts'
import { InvalidInputException } from './errors.ts'

/** The sentence is ours: AWS's is not known. */
export const badToken = () => InvalidInputException('The pagination token is not valid.')

export const pageOf = <Item>(
  asked: { readonly NextToken: string | undefined; readonly limit: number },
  list: (after: string) => Iterable<Item>,
  idOf: (item: Item) => string,
): ListPage<Item> => listPage({ ...asked, badToken }, list, idOf)

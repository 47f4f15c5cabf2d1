import { InvalidInputException } from '../errors.ts'
import { limits } from '../limits.ts'

interface PageInput {
  readonly NextToken?: string | undefined
  readonly MaxResults?: number | undefined
}

interface Page<Item> {
  readonly items: readonly Item[]
  /** Undefined on the last page. */
  readonly next: { readonly NextToken?: string }
}

/** One page of a list that is at hand whole; a token is the place behind the last item. */
export function pageOf<Item>(all: readonly Item[], input: PageInput): Page<Item> {
  const { NextToken, MaxResults = limits.itemsPerPageMax } = input
  const from = NextToken === undefined ? 0 : requirePlace(NextToken)
  const to = from + MaxResults
  return { items: all.slice(from, to), next: to < all.length ? { NextToken: tokenOf(to) } : {} }
}

const tokenOf = (place: number): string => Buffer.from(`from ${place}`).toString('base64url')

function requirePlace(token: string): number {
  const [, digits = ''] =
    /^from (\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? []
  const place = Number(digits)
  // The sentence is ours: AWS's is not known.
  if (digits === '' || tokenOf(place) !== token) {
    throw InvalidInputException('INVALID_NEXT_TOKEN', 'The token is not valid.')
  }
  return place
}

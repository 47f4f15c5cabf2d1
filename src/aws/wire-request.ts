/** What stands before the body: enough to route a request and to check its signature. */
export interface RequestHead {
  readonly method: string
  /** As sent, percent-encoded, without the query. */
  readonly path: string
  /** As sent, behind the question mark; empty when there is none. */
  readonly query: string
  /** Lower-case names; repeated headers joined by `,` without a space, as SigV4 joins them. */
  readonly headers: Readonly<Record<string, string>>
}

/** A request as bytes: what decoding and signatures read. */
export interface WireRequest extends RequestHead {
  /** Empty for an operation whose body streams: it is read by `openPayload`. */
  readonly body: Uint8Array
}

/** Own members only: a client may well name a header `constructor`. */
export function headerOf(request: Pick<RequestHead, 'headers'>, name: string): string | undefined {
  return Object.hasOwn(request.headers, name) ? request.headers[name] : undefined
}

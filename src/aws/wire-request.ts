/** A request as bytes: what decoding and signatures read. */
export interface WireRequest {
  readonly method: string
  /** As sent, percent-encoded, without the query. */
  readonly path: string
  /** As sent, behind the question mark; empty when there is none. */
  readonly query: string
  /** Lower-case names; repeated headers joined by `,` without a space, as SigV4 joins them. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Own members only: a client may well name a header `constructor`. */
export function headerOf(request: WireRequest, name: string): string | undefined {
  return Object.hasOwn(request.headers, name) ? request.headers[name] : undefined
}

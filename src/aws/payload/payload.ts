/** The content of a request's body, held against what was signed while it is read. */
export interface Payload {
  /** In bytes, without the framing of chunks; undefined when the request does not say. */
  readonly length: number | undefined
  /** To be read once. Throws AwsError where the content is not what was signed. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Headers that came behind the content, in lower case; empty before the end. */
  readonly trailers: () => ReadonlyMap<string, string>
}

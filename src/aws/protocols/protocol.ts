import type { AwsError } from '../errors.ts'
import type { ServiceModel } from '../shapes.ts'

/** What a client sent or is to be sent; the model knows its members. */
export type Members = Readonly<Record<string, unknown>>

export interface RequestText {
  /** Behind the question mark, as sent. */
  readonly query: string
  readonly body: Uint8Array
}

/** How one protocol spells requests and answers. Decoding throws AwsError and nothing else. */
export interface Protocol {
  readonly contentType: string
  readonly decode: (model: ServiceModel, operation: string, request: RequestText) => Members
  readonly encode: (
    model: ServiceModel,
    operation: string,
    output: Members | undefined,
    requestId: string,
  ) => string
  /** Without a model when the request named no service that we have. */
  readonly encodeError: (
    model: ServiceModel | undefined,
    error: AwsError,
    requestId: string,
  ) => string
}

/** Bounds on what one request may hold; its bytes are bounded by the server. */
export const decodingLimits = {
  depthMax: 32,
  valuesMax: 20_000,
} as const

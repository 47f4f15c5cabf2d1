import type { AwsError } from '../errors.ts'
import type { ServiceModel } from '../shapes.ts'
import type { WireRequest } from '../wire-request.ts'

/** What a client sent or is to be sent; the model knows its members. */
export type Members = Readonly<Record<string, unknown>>

/** What an answer must know of the request that it answers. */
export interface AnsweredRequest {
  readonly requestId: string
  readonly method: string
}

export interface EncodedAnswer {
  readonly status: number
  /** By name in lower case; the length of the body is for the server to say. */
  readonly headers: Readonly<Record<string, string>>
  /** Undefined when the body is not the protocol's: the server streams it, or HEAD has none. */
  readonly body: string | undefined
}

/** How one protocol spells requests and answers. Decoding throws AwsError and nothing else. */
export interface Protocol {
  readonly decode: (model: ServiceModel, operation: string, request: WireRequest) => Members
  readonly encode: (
    model: ServiceModel,
    operation: string,
    output: Members | undefined,
    request: AnsweredRequest,
  ) => EncodedAnswer
  /** Without a model when the request named no service that we have. */
  readonly encodeError: (
    model: ServiceModel | undefined,
    error: AwsError,
    request: AnsweredRequest,
  ) => EncodedAnswer
}

/** Bounds on what one request may hold; its bytes are bounded by the server. */
export const decodingLimits = {
  depthMax: 32,
  valuesMax: 20_000,
} as const

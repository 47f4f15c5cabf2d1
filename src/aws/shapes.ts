// The form of the generated tables: what a service's operations take and give.

/** A shape by its name in `ServiceModel.shapes`. */
export type ShapeName = string

export type Shape =
  | StructureShape
  | ListShape
  | MapShape
  | StringShape
  | BlobShape
  | NumberShape
  | { readonly type: 'boolean' }
  | TimestampShape

export interface StructureShape {
  readonly type: 'structure'
  /** In the model's order, which is the order of validation messages and of events. */
  readonly members: Readonly<Record<string, Member>>
  readonly required?: readonly string[]
  readonly sensitive?: true
}

/** A shape name, or a shape name with a wire name that differs from the member's. */
export type Member = ShapeName | { readonly shape: ShapeName; readonly wireName: string }

export interface ListShape {
  readonly type: 'list'
  readonly member: ShapeName
  readonly min?: number
  readonly max?: number
  /** Query protocol: elements without the `member` level. */
  readonly flattened?: true
  readonly sensitive?: true
}

export interface MapShape {
  readonly type: 'map'
  readonly key: ShapeName
  readonly value: ShapeName
  readonly min?: number
  readonly max?: number
  readonly flattened?: true
  readonly sensitive?: true
}

export interface StringShape {
  readonly type: 'string'
  readonly min?: number
  readonly max?: number
  /** As the model writes it: AWS prints it in messages and anchors it at both ends. */
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly sensitive?: true
}

export interface BlobShape {
  readonly type: 'blob'
  readonly min?: number
  readonly max?: number
  readonly sensitive?: true
}

export interface NumberShape {
  readonly type: 'integer' | 'long' | 'double' | 'float'
  readonly min?: number
  readonly max?: number
  readonly sensitive?: true
}

export interface TimestampShape {
  readonly type: 'timestamp'
  readonly format?: 'iso8601' | 'unixTimestamp' | 'rfc822'
}

export interface OperationModel {
  readonly input?: ShapeName
  readonly output?: ShapeName
  /** Query protocol: the element around the output. */
  readonly resultWrapper?: string
  /** Needs no signature: AssumeRoleWithSAML, AssumeRoleWithWebIdentity. */
  readonly unsigned?: true
  /** Codes that the model lists for it. */
  readonly errors: readonly string[]
}

export interface ServiceModel {
  /** The name in the credential scope and in action names: `kms`. */
  readonly signingName: string
  /** `kms.amazonaws.com`. */
  readonly eventSource: string
  readonly apiVersion: string
  readonly protocol: 'awsJson1_1' | 'query'
  /** awsJson: the last two dotted parts of X-Amz-Target without the operation. */
  readonly targetPrefix?: string
  /** query: the namespace of answers. */
  readonly xmlNamespace?: string
  readonly operations: Readonly<Record<string, OperationModel>>
  readonly shapes: Readonly<Record<ShapeName, Shape>>
  /** Exceptions whose code or status differs from their shape's name and 400. */
  readonly errors: Readonly<Record<string, { readonly code: string; readonly status: number }>>
}

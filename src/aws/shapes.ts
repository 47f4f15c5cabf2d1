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
  /** restXml: the member that is the whole body. */
  readonly payload?: string
  /** restXml: the payload is bytes of any number, which are never held as a value. */
  readonly streams?: true
  /** restXml: what its attributes need declared. */
  readonly xmlNamespace?: { readonly prefix: string; readonly uri: string }
  readonly sensitive?: true
}

/** A shape name, or a shape name with what the wire says differently. */
export type Member = ShapeName | WireMember

export interface WireMember {
  readonly shape: ShapeName
  /** restXml: for `headers`, what the names of all of them begin with. */
  readonly wireName: string
  /** restXml: where it stands; in the body when absent. */
  readonly location?: MemberLocation
  /** restXml: a list whose elements stand without one around them. */
  readonly flattened?: true
  /** restXml: an attribute of the structure's element. */
  readonly attribute?: true
}

export type MemberLocation = 'header' | 'headers' | 'querystring' | 'uri'

export interface ListShape {
  readonly type: 'list'
  readonly member: ShapeName
  /** restXml: the element of an item, when it is not `member`. */
  readonly memberName?: string
  readonly min?: number
  readonly max?: number
  /** Query protocol and restXml: elements without the `member` level. */
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
  /** restXml: which requests are for it. */
  readonly http?: HttpBinding
  /** Query protocol and restXml: the element around the output. */
  readonly resultWrapper?: string
  /** Needs no signature: AssumeRoleWithSAML, AssumeRoleWithWebIdentity. */
  readonly unsigned?: true
  /** Codes that the model lists for it. */
  readonly errors: readonly string[]
}

export interface HttpBinding {
  readonly method: string
  /** `/{Bucket}/{Key+}?acl`. */
  readonly uri: string
  /** Of a success; 200 when absent. */
  readonly status?: number
}

export interface ServiceModel {
  /** The name in the credential scope and in action names: `kms`. */
  readonly signingName: string
  /** `kms.amazonaws.com`. */
  readonly eventSource: string
  readonly apiVersion: string
  readonly protocol: 'awsJson1_1' | 'query' | 'restXml'
  /** awsJson: the last two dotted parts of X-Amz-Target without the operation. */
  readonly targetPrefix?: string
  /** query and restXml: the namespace of answers. */
  readonly xmlNamespace?: string
  readonly operations: Readonly<Record<string, OperationModel>>
  readonly shapes: Readonly<Record<ShapeName, Shape>>
  /** Exceptions whose code or status differs from their shape's name and 400. */
  readonly errors: Readonly<Record<string, { readonly code: string; readonly status: number }>>
}

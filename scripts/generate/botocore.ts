// The parts of a botocore service model (service-2.json) that the generator reads.

export interface BotocoreModel {
  readonly metadata: {
    readonly apiVersion: string
    readonly endpointPrefix: string
    readonly protocol: string
    readonly jsonVersion?: string
    readonly signingName?: string
    readonly targetPrefix?: string
    readonly xmlNamespace?: string
  }
  readonly operations: Readonly<Record<string, BotocoreOperation>>
  readonly shapes: Readonly<Record<string, BotocoreShape>>
}

export interface BotocoreOperation {
  readonly http?: {
    readonly method: string
    readonly requestUri: string
    readonly responseCode?: number
  }
  readonly input?: { readonly shape: string }
  readonly output?: { readonly shape: string; readonly resultWrapper?: string }
  readonly errors?: readonly { readonly shape: string }[]
  readonly authtype?: string
}

export interface BotocoreReference {
  readonly shape: string
  readonly location?: string
  readonly locationName?: string
  readonly flattened?: true
  readonly streaming?: true
  readonly xmlAttribute?: true
  readonly xmlNamespace?: { readonly uri: string }
}

export interface BotocoreShape {
  readonly type: string
  readonly members?: Readonly<Record<string, BotocoreReference>>
  readonly required?: readonly string[]
  readonly member?: BotocoreReference
  readonly key?: BotocoreReference
  readonly value?: BotocoreReference
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly sensitive?: true
  readonly flattened?: true
  readonly timestampFormat?: string
  readonly payload?: string
  readonly xmlNamespace?: { readonly prefix?: string; readonly uri: string }
  readonly eventstream?: true
  readonly document?: true
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number }
}

export function shapeOf(model: BotocoreModel, name: string): BotocoreShape {
  const shape = model.shapes[name]
  if (!shape) throw new Error(`the model names the shape \`${name}\` but does not define it`)
  return shape
}

/** Members with their names, without a body that streams: nothing holds it as a value. */
export function membersOf(shape: BotocoreShape): readonly (readonly [string, BotocoreReference])[] {
  return Object.entries(shape.members ?? {}).filter(([, { streaming }]) => streaming !== true)
}

/** The shapes that a shape is made of. */
export function partsOf(shape: BotocoreShape): readonly BotocoreReference[] {
  const members = membersOf(shape).map(([, member]) => member)
  return [...members, shape.member, shape.key, shape.value].filter((part) => part !== undefined)
}

/** Every shape that inputs and outputs are made of; error shapes are not among them. */
export function reachableShapes(model: BotocoreModel): ReadonlySet<string> {
  const reached = new Set<string>()
  const pending = Object.values(model.operations).flatMap(({ input, output }) =>
    [input?.shape, output?.shape].filter((name) => name !== undefined),
  )
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    pending.push(...partsOf(shapeOf(model, name)).map((part) => part.shape))
  }
  return reached
}

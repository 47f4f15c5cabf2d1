// The TypeScript types of inputs and outputs, so that an operation's file reads like its API page.

import { membersOf, reachableShapes, shapeOf } from './botocore.ts'
import type { BotocoreModel, BotocoreShape } from './botocore.ts'

/** `export interface PutKeyPolicyInput {…}` and all that inputs and outputs are made of. */
export function interfacesOf(model: BotocoreModel): string {
  const reached = reachableShapes(model)
  const { names, aliases } = typeNames(model, reached)
  const declarations = [...names].map(([shapeName, typeName]) =>
    declaration(model, names, shapeOf(model, shapeName), typeName),
  )
  const repeats = aliases.map(([alias, typeName]) => `export type ${alias} = ${typeName}`)
  return [...declarations, ...repeats].join('\n\n')
}

interface TypeNames {
  /** The name of each shape that has a type of its own. */
  readonly names: ReadonlyMap<string, string>
  /** Inputs and outputs that share a shape with another operation's. */
  readonly aliases: readonly (readonly [alias: string, typeName: string])[]
}

/** Operations' own shapes take the operation's name; the rest keep theirs, with a capital. */
function typeNames(model: BotocoreModel, reached: ReadonlySet<string>): TypeNames {
  const names = new Map<string, string>()
  const aliases: [string, string][] = []
  for (const [operation, { input, output }] of Object.entries(model.operations)) {
    name(input?.shape, `${operation}Input`)
    name(output?.shape, `${operation}Output`)
  }
  const taken = new Set([...names.values(), ...aliases.map(([alias]) => alias)])
  for (const shapeName of Object.keys(model.shapes)) {
    if (!reached.has(shapeName) || names.has(shapeName)) continue
    if (!hasType(shapeOf(model, shapeName))) continue
    names.set(shapeName, freeName(capitalized(shapeName), taken))
  }
  return { names, aliases }

  function name(shapeName: string | undefined, wanted: string): void {
    if (shapeName === undefined) return
    const first = names.get(shapeName)
    if (first === undefined) names.set(shapeName, wanted)
    else aliases.push([wanted, first])
  }
}

function freeName(wanted: string, taken: Set<string>): string {
  const name = taken.has(wanted) ? `${wanted}Shape` : wanted
  if (taken.has(name)) throw new Error(`two shapes want the type name \`${wanted}\``)
  taken.add(name)
  return name
}

function hasType(shape: BotocoreShape): boolean {
  return shape.type === 'structure' || shape.enum !== undefined
}

function declaration(
  model: BotocoreModel,
  names: ReadonlyMap<string, string>,
  shape: BotocoreShape,
  typeName: string,
): string {
  if (shape.enum) {
    return `export type ${typeName} = ${shape.enum.map((value) => JSON.stringify(value)).join('|')}`
  }
  const members = membersOf(shape).map(([member, reference]) => {
    const type = typeOf(model, names, reference.shape)
    const required = shape.required?.includes(member)
    return required ? `readonly ${member}: ${type}` : `readonly ${member}?: ${type} | undefined`
  })
  return members.length === 0
    ? `export type ${typeName} = Readonly<Record<string, never>>`
    : `export interface ${typeName} {\n${members.join('\n')}\n}`
}

function typeOf(
  model: BotocoreModel,
  names: ReadonlyMap<string, string>,
  shapeName: string,
): string {
  const named = names.get(shapeName)
  if (named !== undefined) return named
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'list':
      return `readonly (${typeOf(model, names, shape.member?.shape ?? '')})[]`
    case 'map': {
      const key = typeOf(model, names, shape.key?.shape ?? '')
      const value = typeOf(model, names, shape.value?.shape ?? '')
      return key === 'string'
        ? `Readonly<Record<string, ${value}>>`
        : `Readonly<Partial<Record<${key}, ${value}>>>`
    }
    case 'blob':
      return 'Uint8Array'
    case 'timestamp':
      return 'Date'
    case 'string':
    case 'boolean':
      return shape.type
    default:
      return 'number'
  }
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

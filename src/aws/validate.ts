// The model's constraints, in AWS's words. IAM and STS use the same sentences under another code.

import { isSensitive, membersOf, shapeOf } from './model.ts'
import { matcher } from './pattern.ts'
import type {
  ListShape,
  MapShape,
  ServiceModel,
  Shape,
  ShapeName,
  StructureShape,
} from './shapes.ts'

/** A hostile list could break a constraint a hundred thousand times; nobody reads so far. */
export const problemsMax = 100

/** Every constraint that the input breaks, as a sentence; empty when it breaks none. */
export function validate(
  model: ServiceModel,
  shapeName: ShapeName,
  input: unknown,
): readonly string[] {
  const problems: string[] = []
  visit(model, shapeOf(model, shapeName), input, [], problems)
  return problems
}

/** `2 validation errors detected: a; b`. */
export function validationMessage(problems: readonly string[]): string {
  const errors = problems.length === 1 ? 'error' : 'errors'
  return `${problems.length} validation ${errors} detected: ${problems.join('; ')}`
}

type Path = readonly string[]

function visit(
  model: ServiceModel,
  shape: Shape,
  value: unknown,
  path: Path,
  problems: string[],
): void {
  for (const constraint of brokenConstraints(shape, value)) {
    report(problems, shape, value, path, constraint)
  }
  if (shape.type === 'structure') visitMembers(model, shape, value, path, problems)
  if (shape.type === 'list') visitElements(model, shape, value, path, problems)
  if (shape.type === 'map') visitEntries(model, shape, value, path, problems)
}

function visitMembers(
  model: ServiceModel,
  structure: StructureShape,
  value: unknown,
  path: Path,
  problems: string[],
): void {
  const members = value as Readonly<Record<string, unknown>>
  for (const { name, lowerCamel, ...member } of membersOf(structure)) {
    const isMissing = members[name] === undefined
    if (isMissing && !structure.required?.includes(name)) continue
    const shape = shapeOf(model, member.shape)
    const at = [...path, lowerCamel]
    if (isMissing) report(problems, shape, undefined, at, 'Member must not be null')
    else visit(model, shape, members[name], at, problems)
  }
}

function visitElements(
  model: ServiceModel,
  list: ListShape,
  value: unknown,
  path: Path,
  problems: string[],
): void {
  const elements = value as readonly unknown[]
  const element = shapeOf(model, list.member)
  if (isAggregate(element)) {
    for (const [index, item] of elements.entries()) {
      if (problems.length >= problemsMax) return
      visit(model, element, item, [...path, `${index + 1}`, 'member'], problems)
    }
  } else if (elements.some((item) => brokenConstraints(element, item).length > 0)) {
    // AWS names the list, not the element, and prints all constraints of its elements.
    const constraint = `Member must satisfy constraint: [${allConstraints(element).join(', ')}]`
    report(problems, isSensitive(element) ? element : list, value, path, constraint)
  }
}

function visitEntries(
  model: ServiceModel,
  map: MapShape,
  value: unknown,
  path: Path,
  problems: string[],
): void {
  const entries = Object.entries(value as Readonly<Record<string, unknown>>)
  const key = shapeOf(model, map.key)
  const item = shapeOf(model, map.value)
  if (entries.some(([name]) => brokenConstraints(key, name).length > 0)) {
    const constraint = `Map keys must satisfy constraint: [${allConstraints(key).join(', ')}]`
    report(problems, map, value, path, constraint)
  }
  if (isAggregate(item)) {
    for (const [name, held] of entries) {
      if (problems.length >= problemsMax) return
      visit(model, item, held, [...path, name, 'member'], problems)
    }
  } else if (entries.some(([, held]) => brokenConstraints(item, held).length > 0)) {
    const constraint = `Map value must satisfy constraint: [${allConstraints(item).join(', ')}]`
    report(problems, isSensitive(item) ? item : map, value, path, constraint)
  }
}

function isAggregate(shape: Shape): boolean {
  return shape.type === 'structure' || shape.type === 'list' || shape.type === 'map'
}

function report(
  problems: string[],
  shape: Shape,
  value: unknown,
  path: Path,
  constraint: string,
): void {
  if (problems.length >= problemsMax) return
  const echo = isSensitive(shape) ? '' : value === undefined ? ' null' : ` '${printed(value)}'`
  problems.push(`Value${echo} at '${path.join('.')}' failed to satisfy constraint: ${constraint}`)
}

/** The pattern comes first, as in answers recorded from AWS that break two constraints. */
function brokenConstraints(shape: Shape, value: unknown): readonly string[] {
  const broken: string[] = []
  if (shape.type === 'string') {
    const text = value as string
    if (shape.enum && !shape.enum.includes(text)) broken.push(enumConstraint(shape.enum))
    if (shape.pattern !== undefined && !matcher(shape.pattern).test(text)) {
      broken.push(patternConstraint(shape.pattern))
    }
  }
  if (!('min' in shape) && !('max' in shape)) return broken
  const size = sizeOf(shape, value)
  if (shape.max !== undefined && size > shape.max) broken.push(maxConstraint(shape, shape.max))
  if (shape.min !== undefined && size < shape.min) broken.push(minConstraint(shape, shape.min))
  return broken
}

/** In the order in which AWS prints them inside brackets. */
function allConstraints(shape: Shape): readonly string[] {
  const all: string[] = []
  if ('max' in shape && shape.max !== undefined) all.push(maxConstraint(shape, shape.max))
  if ('min' in shape && shape.min !== undefined) all.push(minConstraint(shape, shape.min))
  if (shape.type === 'string') {
    if (shape.pattern !== undefined) all.push(patternConstraint(shape.pattern))
    if (shape.enum) all.push(enumConstraint(shape.enum))
  }
  return all
}

const maxConstraint = (shape: Shape, max: number): string =>
  `Member must have ${measure(shape)} less than or equal to ${max}`

const minConstraint = (shape: Shape, min: number): string =>
  `Member must have ${measure(shape)} greater than or equal to ${min}`

const patternConstraint = (pattern: string): string =>
  `Member must satisfy regular expression pattern: ${pattern}`

const enumConstraint = (values: readonly string[]): string =>
  `Member must satisfy enum value set: [${values.join(', ')}]`

function measure(shape: Shape): 'length' | 'value' {
  const sized = isAggregate(shape) || shape.type === 'string' || shape.type === 'blob'
  return sized ? 'length' : 'value'
}

function sizeOf(shape: Shape, value: unknown): number {
  if (typeof value === 'number') return value
  if (shape.type === 'map') return Object.keys(value as object).length
  return (value as { readonly length: number }).length
}

/** As Java prints it, which is what AWS echoes. */
function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`
  if (value instanceof Uint8Array) {
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, held]) => `${name}=${printed(held)}`)
    return `{${entries.join(', ')}}`
  }
  return String(value)
}

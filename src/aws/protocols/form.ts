// `application/x-www-form-urlencoded`, as query services and presigned requests use it.

import { exception } from '../errors.ts'
import { decodingLimits } from './protocol.ts'

const MalformedQueryString = exception('MalformedQueryString', 404)
const MalformedInput = exception('MalformedInput')

/** Parameters by name; of a repeated name the first counts. */
export function parseForm(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const pair of pairsOf(text)) {
    const equals = pair.indexOf('=')
    const name = decodeText(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : decodeText(pair.slice(equals + 1))
    if (!parameters.has(name)) parameters.set(name, value)
  }
  return parameters
}

function pairsOf(text: string): readonly string[] {
  const pairs = text.split('&', decodingLimits.valuesMax + 1)
  if (pairs.length <= decodingLimits.valuesMax) return pairs.filter((pair) => pair !== '')
  throw MalformedInput(`the request holds more than ${decodingLimits.valuesMax} parameters`)
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw MalformedQueryString('The query string contains a syntax error.')
  }
}

/** `Tags.member.1.Key=a` as a tree: what stands at a name, and what stands below it. */
export interface FormNode {
  value?: string
  readonly children: Map<string, FormNode>
}

export function formTree(parameters: ReadonlyMap<string, string>): FormNode {
  const root: FormNode = { children: new Map() }
  for (const [name, value] of parameters) {
    const parts = name.split('.', decodingLimits.depthMax + 2)
    if (parts.length > decodingLimits.depthMax) {
      throw MalformedInput(`the request is deeper than ${decodingLimits.depthMax} levels`)
    }
    parts.reduce(descend, root).value = value
  }
  return root
}

function descend(node: FormNode, part: string): FormNode {
  const known = node.children.get(part)
  if (known) return known
  const made: FormNode = { children: new Map() }
  node.children.set(part, made)
  return made
}

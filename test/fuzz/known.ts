// What exists in a stack, by the names that members have: what a random request is given so that
// it hits something. It learns from every answer.

import type { ServiceModel } from '../../src/aws/shapes.ts'
import type { Named } from '../operations/named.ts'
import { samples } from '../operations/samples.ts'
import type { Pool } from './shape-values.ts'

/** Of each name the newest, for the others may be gone. */
const learnedMax = 12
/** A longer one is no name. */
const learnedCharactersMax = 3000

type Values = Map<string, readonly unknown[]>

export class Known {
  readonly #named: Named
  readonly #anywhere: Pool
  readonly #ofServices = new Map<string, { readonly sampled: Values; readonly learned: Values }>()

  constructor(named: Named, anywhere: Pool) {
    this.#named = named
    this.#anywhere = anywhere
    for (const [service, of] of Object.entries(samples)) {
      const sampled: Values = new Map()
      this.#ofServices.set(service, { sampled, learned: new Map() })
      for (const input of Object.values(of)) {
        for (const [name, value] of membersIn(inJson(input(named)))) add(sampled, name, value)
      }
    }
  }

  /** An input that does something, as long as what it names is there. */
  sample({ signingName }: ServiceModel, operation: string): object {
    return inJson(samples[signingName]?.[operation]?.(this.#named) ?? {}) as object
  }

  pool({ signingName }: ServiceModel): Pool {
    const { sampled, learned } = this.#of(signingName)
    const names = new Set([...sampled.keys(), ...learned.keys()])
    const all = [...names].map(
      (name) => [name, [...(sampled.get(name) ?? []), ...(learned.get(name) ?? [])]] as const,
    )
    return { ...this.#anywhere, named: new Map([...(this.#anywhere.named ?? []), ...all]) }
  }

  /** From the answer of an operation that did something. */
  learn({ signingName, protocol }: ServiceModel, answer: string): void {
    const { learned } = this.#of(signingName)
    const told =
      protocol === 'awsJson1_1' ? membersIn(JSON.parse(answer || '{}')) : elements(answer)
    for (const [name, value] of told) {
      if (typeof value !== 'string' || value.length > learnedCharactersMax) continue
      add(learned, name, value)
      learned.set(name, (learned.get(name) ?? []).slice(-learnedMax))
    }
  }

  #of(service: string) {
    return this.#ofServices.get(service) ?? { sampled: new Map(), learned: new Map() }
  }
}

function add(values: Values, name: string, value: unknown): void {
  const before = values.get(name) ?? []
  if (!before.includes(value)) values.set(name, [...before, value])
}

type Told = readonly (readonly [name: string, value: unknown])[]

/** At any depth. The `Arn` of a `Role` is a `RoleArn` too. */
function membersIn(value: unknown, within = ''): Told {
  if (Array.isArray(value)) return value.flatMap((item) => membersIn(item, within))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => [
    [name, item] as const,
    [`${within}${name}`, item] as const,
    ...membersIn(item, name),
  ])
}

/** The same of XML. */
function elements(xml: string): Told {
  const open: string[] = []
  return [...xml.matchAll(/<(\/?)(\w+)[^>]*>([^<]*)/g)].flatMap(([, end, name = '', text = '']) => {
    if (end) open.pop()
    else open.push(name)
    const value = text.trim()
    return value === ''
      ? []
      : [[name, value] as const, [`${open.at(-2) ?? ''}${name}`, value] as const]
  })
}

/** As JSON has it: bytes as Base64. */
function inJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(inJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inJson(item)]))
}

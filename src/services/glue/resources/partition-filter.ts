// GetPartitions' Expression: a condition on the partition keys, in SQL. What it cannot mean is
// refused, for a partition that is left out or let in by mistake would change answers.
// https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html

import { tokensOf } from '../../../sql/parse/lexer.ts'
import { Cursor } from '../../../sql/parse/cursor.ts'
import { isLike, orderOfTexts } from '../../../sql/partitions/filter.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import { InvalidInputException } from '../errors.ts'
import type { Column } from '../model.ts'

/** By partition key, in lower case. */
type Values = Readonly<Record<string, string>>

/** Undefined as SQL's NULL: neither true nor false. */
type Condition = (values: Values) => boolean | undefined

const levelsMax = 64

/** Whether a partition with these values, in the order of the keys, is wanted. */
export function partitionFilter(
  expression: string | undefined,
  keys: readonly Column[],
): (values: readonly string[]) => boolean {
  if (expression === undefined || expression.trim() === '') return () => true
  const condition = new FilterReader(expression, keys).read()
  const names = keys.map(({ Name }) => Name.toLowerCase())
  return (values) =>
    condition(Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))) === true
}

type Compare = (one: string, other: string) => number | undefined

interface Key {
  readonly name: string
  readonly compare: Compare
}

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
}

class FilterReader {
  readonly #expression: string
  readonly #keys: ReadonlyMap<string, Key>
  #cursor: Cursor

  constructor(expression: string, keys: readonly Column[]) {
    this.#expression = expression
    this.#keys = new Map(keys.map((key) => [key.Name.toLowerCase(), keyOf(key)]))
    this.#cursor = new Cursor('', [{ kind: 'end', value: '', start: 0, end: 0 }])
  }

  read(): Condition {
    try {
      this.#cursor = new Cursor(this.#expression, tokensOf(this.#expression, 'hive'))
      const condition = this.#alternatives(0)
      this.#cursor.expectEnd()
      return condition
    } catch (cause) {
      throw cause instanceof SqlError ? this.#unsupported() : cause
    }
  }

  #unsupported() {
    return InvalidInputException(`Unsupported expression '${this.#expression}'`)
  }

  #alternatives(level: number): Condition {
    const parts = [this.#conjunction(level)]
    while (this.#cursor.take('OR')) parts.push(this.#conjunction(level))
    return (values) => anyOf(parts.map((part) => part(values)))
  }

  #conjunction(level: number): Condition {
    const parts = [this.#negation(level)]
    while (this.#cursor.take('AND')) parts.push(this.#negation(level))
    return (values) => not(anyOf(parts.map((part) => not(part(values)))))
  }

  #negation(level: number): Condition {
    if (level > levelsMax) throw this.#unsupported()
    if (this.#cursor.take('NOT')) {
      const negated = this.#negation(level + 1)
      return (values) => not(negated(values))
    }
    if (!this.#cursor.takeSymbol('(')) return this.#predicate()
    const inside = this.#alternatives(level + 1)
    this.#cursor.expectSymbol(')')
    return inside
  }

  #predicate(): Condition {
    const key = this.#keys.get(this.#cursor.expectName())
    if (!key) throw this.#unsupported()
    const operator = Object.keys(OPERATORS).find((symbol) => this.#cursor.takeSymbol(symbol))
    if (operator !== undefined) return compared(key, OPERATORS[operator], this.#constant())
    if (this.#cursor.take('IS')) return this.#isNull()
    const isNegated = this.#cursor.take('NOT')
    const predicate = this.#membership(key)
    return isNegated ? (values) => not(predicate(values)) : predicate
  }

  /** A partition has a value for every key. */
  #isNull(): Condition {
    const isNegated = this.#cursor.take('NOT')
    this.#cursor.expect('NULL')
    return () => isNegated
  }

  #membership(key: Key): Condition {
    const cursor = this.#cursor
    if (cursor.take('LIKE')) {
      const pattern = cursor.expectString()
      return (values) => isLike(values[key.name] ?? '', pattern)
    }
    if (cursor.take('IN')) {
      const wanted = cursor.list(() => compared(key, OPERATORS['='], this.#constant()))
      return (values) => anyOf(wanted.map((one) => one(values)))
    }
    cursor.expect('BETWEEN')
    const from = compared(key, OPERATORS['>='], this.#constant())
    cursor.expect('AND')
    const to = compared(key, OPERATORS['<='], this.#constant())
    return (values) => not(anyOf([not(from(values)), not(to(values))]))
  }

  /** `'text'`, `-7`, `DATE '2026-11-28'`. */
  #constant(): string {
    const cursor = this.#cursor
    if (cursor.take('DATE') || cursor.take('TIMESTAMP')) return cursor.expectString()
    const text = cursor.takeString()
    if (text !== undefined) return text
    const sign = cursor.takeSymbol('-') ? '-' : ''
    return sign + (cursor.takeNumber() ?? cursor.refuse())
  }
}

const compared =
  ({ name, compare }: Key, isWanted = OPERATORS['='], constant: string): Condition =>
  (values) => {
    const order = compare(values[name] ?? '', constant)
    return order === undefined ? undefined : isWanted?.(order)
  }

const NUMERIC = /^(?:tinyint|smallint|int|integer|bigint|long|decimal.*|float|double)$/
const NUMBER = /^-?\d{1,40}(?:\.\d{1,40})?$/

function keyOf({ Name, Type = 'string' }: Column): Key {
  const isNumeric = NUMERIC.test(Type.toLowerCase())
  return { name: Name.toLowerCase(), compare: isNumeric ? orderOfNumbers : orderOfTexts }
}

/** Exact, also where a number has more digits than JavaScript's own keep. */
function orderOfNumbers(one: string, other: string): number | undefined {
  if (!NUMBER.test(one) || !NUMBER.test(other)) return undefined
  const digits = Math.max(fractionDigits(one), fractionDigits(other))
  const [left, right] = [scaled(one, digits), scaled(other, digits)]
  if (left === right) return 0
  return left < right ? -1 : 1
}

const fractionDigits = (number: string): number => number.split('.')[1]?.length ?? 0

const scaled = (number: string, digits: number): bigint =>
  BigInt(number.replace('.', '') + '0'.repeat(digits - fractionDigits(number)))

const not = (value: boolean | undefined): boolean | undefined =>
  value === undefined ? undefined : !value

/** SQL's OR: true if any is, unknown if none is and any is unknown. */
function anyOf(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(true)) return true
  return values.includes(undefined) ? undefined : false
}

// The tree of a SELECT, as Trino's grammar has it. `at` is the offset in the text of its query.

interface Node {
  readonly at: number
}

export interface Identifier extends Node {
  /** As it was written; names are compared without regard to case. */
  readonly name: string
}

/** Of a type, as written: `decimal(10, 2)`, `row(a varchar, b array(integer))`. */
export interface TypeSyntax extends Node {
  readonly name: string
  readonly arguments: readonly TypeArgument[]
}

export interface TypeArgument {
  readonly field?: string
  readonly type?: TypeSyntax
  readonly size?: number
}

export type Literal = Node &
  (
    | { readonly kind: 'null' }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'string'; readonly text: string }
    /** `X'00ff'` */
    | { readonly kind: 'bytes'; readonly text: string }
    /** `DATE '2026-11-23'` */
    | { readonly kind: 'typed'; readonly type: TypeSyntax; readonly text: string }
    | IntervalLiteral
  )

interface IntervalLiteral {
  readonly kind: 'interval'
  readonly negative: boolean
  readonly text: string
  readonly from: string
  readonly to?: string
}

export type Expression = Literal | Operation | Reference | Call | Special

type Operation = Node &
  (
    | {
        readonly kind: 'binary'
        readonly operator: BinaryOperator
        readonly left: Expression
        readonly right: Expression
      }
    | { readonly kind: 'logical'; readonly operator: 'AND' | 'OR'; readonly terms: Terms }
    | { readonly kind: 'not'; readonly operand: Expression }
    | { readonly kind: 'negative'; readonly operand: Expression }
    | { readonly kind: 'positive'; readonly operand: Expression }
    | { readonly kind: 'isNull'; readonly operand: Expression; readonly negated: boolean }
    | {
        readonly kind: 'between'
        readonly operand: Expression
        readonly low: Expression
        readonly high: Expression
        readonly negated: boolean
      }
    | {
        readonly kind: 'like'
        readonly operand: Expression
        readonly pattern: Expression
        readonly escape?: Expression
        readonly negated: boolean
      }
    | {
        readonly kind: 'inList'
        readonly operand: Expression
        readonly list: Terms
        readonly negated: boolean
      }
    | {
        readonly kind: 'inQuery'
        readonly operand: Expression
        readonly query: Query
        readonly negated: boolean
      }
    | { readonly kind: 'exists'; readonly query: Query }
    | {
        readonly kind: 'quantified'
        readonly operator: BinaryOperator
        readonly operand: Expression
        readonly quantifier: 'ALL' | 'ANY'
        readonly query: Query
      }
    | { readonly kind: 'atTimeZone'; readonly operand: Expression; readonly zone: Expression }
  )

export type BinaryOperator =
  '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '||' | DistinctOperator

type DistinctOperator = 'IS DISTINCT FROM' | 'IS NOT DISTINCT FROM'

type Terms = readonly Expression[]

type Reference = Node &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'field'; readonly base: Expression; readonly field: Identifier }
    | { readonly kind: 'subscript'; readonly base: Expression; readonly index: Expression }
    | { readonly kind: 'parameter'; readonly index: number }
  )

export interface Call extends Node {
  readonly kind: 'call'
  /** In lower case. */
  readonly name: string
  readonly arguments: readonly Expression[]
  readonly star: boolean
  readonly distinct: boolean
  readonly orderBy: readonly SortItem[]
  readonly filter?: Expression
  readonly over?: Window
  readonly ignoreNulls: boolean
}

type Special = Node &
  (
    | {
        readonly kind: 'case'
        readonly operand?: Expression
        readonly whens: readonly { readonly when: Expression; readonly value: Expression }[]
        readonly otherwise?: Expression
      }
    | {
        readonly kind: 'cast'
        readonly operand: Expression
        readonly type: TypeSyntax
        readonly safe: boolean
      }
    | { readonly kind: 'extract'; readonly field: string; readonly operand: Expression }
    | { readonly kind: 'array'; readonly items: Terms }
    | { readonly kind: 'row'; readonly items: Terms }
    | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: Expression }
    | { readonly kind: 'subquery'; readonly query: Query }
    | JsonCall
  )

/** JSON_VALUE, JSON_QUERY, JSON_EXISTS over a constant path. */
interface JsonCall {
  readonly kind: 'json'
  readonly name: 'json_value' | 'json_query' | 'json_exists'
  readonly operand: Expression
  readonly path: string
  readonly returning?: TypeSyntax
}

export interface Window {
  readonly partitionBy: Terms
  readonly orderBy: readonly SortItem[]
  readonly frame?: Frame
}

export interface Frame {
  readonly unit: 'ROWS' | 'RANGE' | 'GROUPS'
  readonly start: FrameBound
  readonly end?: FrameBound
}

export interface FrameBound {
  readonly kind:
    'UNBOUNDED PRECEDING' | 'UNBOUNDED FOLLOWING' | 'CURRENT ROW' | 'PRECEDING' | 'FOLLOWING'
  readonly distance?: Expression
}

export interface SortItem {
  readonly expression: Expression
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export interface Query extends Node {
  readonly with: readonly NamedQuery[]
  readonly body: QueryBody
  readonly orderBy: readonly SortItem[]
  readonly offset?: Expression
  readonly limit?: Expression
}

export interface NamedQuery {
  readonly name: Identifier
  readonly columns: readonly Identifier[]
  readonly query: Query
}

export type QueryBody = Node &
  (
    | { readonly kind: 'select'; readonly select: Select }
    | {
        readonly kind: 'set'
        readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT'
        readonly all: boolean
        readonly left: QueryBody
        readonly right: QueryBody
      }
    | { readonly kind: 'values'; readonly rows: Terms }
    | { readonly kind: 'table'; readonly name: readonly Identifier[] }
    | { readonly kind: 'parenthesized'; readonly query: Query }
  )

export interface Select extends Node {
  readonly distinct: boolean
  readonly items: readonly SelectItem[]
  readonly from?: Relation
  readonly where?: Expression
  readonly groupBy: readonly Grouping[]
  readonly having?: Expression
}

export type SelectItem = Node &
  (
    | { readonly kind: 'all'; readonly qualifier?: Expression }
    | { readonly kind: 'expression'; readonly expression: Expression; readonly alias?: Identifier }
  )

export type Grouping =
  | { readonly kind: 'simple'; readonly terms: Terms }
  | {
      readonly kind: 'ROLLUP' | 'CUBE' | 'GROUPING SETS'
      readonly sets: readonly Terms[]
    }

export type Relation = Node &
  (
    | { readonly kind: 'table'; readonly name: readonly Identifier[]; readonly alias?: Alias }
    | {
        readonly kind: 'query'
        readonly query: Query
        readonly lateral: boolean
        readonly alias?: Alias
      }
    | {
        readonly kind: 'unnest'
        readonly items: Terms
        readonly ordinality: boolean
        readonly alias?: Alias
      }
    | {
        readonly kind: 'join'
        readonly type: JoinType
        readonly left: Relation
        readonly right: Relation
        readonly on?: Expression
        readonly using?: readonly Identifier[]
      }
  )

export type JoinType = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS'

export interface Alias {
  readonly name: Identifier
  readonly columns: readonly Identifier[]
}

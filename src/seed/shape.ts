// What a seed file may hold, as values: the reader, the JSON Schema and the types of the rest of
// the program all come out of the same declaration.

/** Text of a form, such as an account or an ARN. */
export interface TextShape {
  readonly kind: 'text'
  /** One sentence for whoever writes the file. */
  readonly says: string
  readonly pattern: RegExp
  /** What an error tells people to write. */
  readonly example: string
}

export interface ChoiceShape<Choice extends string = string> {
  readonly kind: 'choice'
  readonly says: string
  readonly choices: readonly Choice[]
}

export interface WholeShape {
  readonly kind: 'whole'
  readonly says: string
  readonly min: number
  readonly max: number
}

/** A policy document: written out as a mapping, or as JSON text. It is read as the text. */
export interface PolicyShape {
  readonly kind: 'policy'
  readonly says: string
  readonly of: PolicyKind
}

/** Whose rules a document has to keep beyond those of every document. */
export type PolicyKind = 'identity' | 'trust' | 'key'

export interface ListShape<Item extends Shape = Shape> {
  readonly kind: 'list'
  readonly says: string
  readonly item: Item
}

/** Values by name, such as users. */
export interface MapShape<Value extends Shape = Shape> {
  readonly kind: 'map'
  readonly says: string
  readonly name: TextShape
  readonly value: Value
}

/** Members that are known: no other may stand there. */
export interface ObjectShape<
  Members extends Readonly<Record<string, Shape>> = Readonly<Record<string, Shape>>,
  Required extends keyof Members = keyof Members,
> {
  readonly kind: 'object'
  readonly says: string
  readonly members: Members
  /** Every other member can be left out. */
  readonly required: readonly Required[]
}

export type Shape =
  TextShape | ChoiceShape | WholeShape | PolicyShape | ListShape | MapShape | ObjectShape

/** What reading a shape gives. */
export type ValueOf<S> =
  S extends ObjectShape<infer Members, infer Required>
    ? { readonly [Name in Required]: ValueOf<Members[Name]> } & {
        readonly [Name in Exclude<keyof Members, Required>]?: ValueOf<Members[Name]>
      }
    : S extends MapShape<infer Value>
      ? Readonly<Record<string, ValueOf<Value>>>
      : S extends ListShape<infer Item>
        ? readonly ValueOf<Item>[]
        : S extends ChoiceShape<infer Choice>
          ? Choice
          : S extends WholeShape
            ? number
            : string

/** Declares members of which these must be there. */
export const object = <
  Members extends Readonly<Record<string, Shape>>,
  Required extends keyof Members = never,
>(
  says: string,
  members: Members,
  required: readonly Required[] = [],
): ObjectShape<Members, Required> => ({ kind: 'object', says, members, required })

export const map = <Value extends Shape>(
  says: string,
  name: TextShape,
  value: Value,
): MapShape<Value> => ({ kind: 'map', says, name, value })

export const list = <Item extends Shape>(says: string, item: Item): ListShape<Item> => ({
  kind: 'list',
  says,
  item,
})

export const text = (says: string, pattern: RegExp, example: string): TextShape => ({
  kind: 'text',
  says,
  pattern,
  example,
})

export const choice = <Choice extends string>(
  says: string,
  choices: readonly Choice[],
): ChoiceShape<Choice> => ({ kind: 'choice', says, choices })

export const whole = (says: string, min: number, max: number): WholeShape => ({
  kind: 'whole',
  says,
  min,
  max,
})

export const policy = (says: string, of: PolicyKind): PolicyShape => ({ kind: 'policy', says, of })

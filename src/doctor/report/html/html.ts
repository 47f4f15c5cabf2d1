// HTML out of texts that hostile people may have written: whatever is not markup of our own is
// escaped, and a string never becomes markup by accident.

/** Markup: made by `html` alone. */
export class Markup {
  readonly #text: string

  private constructor(text: string) {
    this.#text = text
  }

  /** The tag: `html\`<p>${text}</p>\``. Lists are put one after the other; undefined is nothing. */
  static of(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup {
    const parts = literals.flatMap((literal, index) => [literal, textOf(values[index])])
    return new Markup(parts.join(''))
  }

  toString(): string {
    return this.#text
  }
}

export type HtmlValue = string | number | Markup | undefined | readonly HtmlValue[]

export const html = Markup.of

function textOf(value: HtmlValue): string {
  if (value === undefined) return ''
  if (value instanceof Markup) return value.toString()
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  return value.map(textOf).join('')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (one) => ESCAPES[one] ?? one)

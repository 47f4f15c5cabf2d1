import { paint, type Paint } from './paint.ts'
import { wordsFor, type Language, type Words } from './words/words.ts'

export interface TextOptions {
  readonly lang: Language
  readonly colour?: boolean
  /** Columns; 80 when not said. */
  readonly width?: number
}

/** What the sections are written with. */
export interface Page {
  readonly words: Words
  readonly paint: Paint
  readonly width: number
}

export function pageOf({ lang, colour = false, width = 80 }: TextOptions): Page {
  return { words: wordsFor(lang), paint: paint(colour), width }
}

import { diagnosisWords, type DiagnosisWords } from './diagnosis/words/words.ts'
import { paint, type Paint } from './paint.ts'
import { wordsFor, type Language, type Words } from './words/words.ts'

export interface TextOptions {
  readonly lang: Language
  readonly colour?: boolean
  /** Columns; 80 when not said. */
  readonly width?: number
  /** Everything, and not only what answers. */
  readonly verbose?: boolean
  /** Whether the terminal shows more than ASCII; true when not said. */
  readonly unicode?: boolean
}

/** What the sections are written with. */
export interface Page {
  readonly words: Words
  /** Those of the diagnosis alone. */
  readonly own: DiagnosisWords
  readonly paint: Paint
  readonly width: number
  readonly verbose: boolean
  readonly unicode: boolean
}

export function pageOf(options: TextOptions): Page {
  const { lang, colour = false, width = 80, verbose = false, unicode = true } = options
  const words = { words: wordsFor(lang), own: diagnosisWords(lang) }
  return { ...words, paint: paint(colour), width, verbose, unicode }
}

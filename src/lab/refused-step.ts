import { notRefused } from './lab-error.ts'
import type { Sentence, Stage } from './stage.ts'

/** The rehearsal is one only when the refusals in it are real. */
export async function refusedStep(
  stage: Stage,
  who: string,
  does: Sentence,
  { code, call }: { readonly code: string; readonly call: () => Promise<unknown> },
): Promise<void> {
  const refusal = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(refusal instanceof Error) || refusal.name !== code) {
    throw notRefused({ who, does, code }, refusal)
  }
  stage.tell({ who, does, refused: `${code}: ${refusal.message}` })
}

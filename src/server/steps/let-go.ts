import type { Exchange } from '../exchange.ts'

/** Removes the files that nobody adopted, and closes those that no content goes on reading. */
export function letGo({ failure, performed, files }: Exchange): void | Promise<void> {
  if (failure || !performed?.content) files.closeAll()
  return files.discardAllExcept((!failure && performed?.files?.adopt) || [])
}

import type { RequestContext } from '../../../policy/index.ts'
import { contextKeysAsked } from './context-keys-asked.ts'
import type { SourcePolicy } from './source-policy.ts'

/** The context keys that the policies ask for and that the request does not give. */
export const missingContextValues = (
  sources: readonly SourcePolicy[],
  context: RequestContext,
): readonly string[] => contextKeysAsked(sources).filter((key) => !context.has(key.toLowerCase()))

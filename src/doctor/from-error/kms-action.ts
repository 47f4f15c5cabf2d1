import { actionsMatching } from '../../policy/index.ts'

/** By the name of the call, folded; worked out when first asked for. */
let actions: ReadonlyMap<string, string> | undefined

/** The action of a call in any spelling: `PutKeyPolicy`, `put-key-policy`. */
export function kmsActionOf(call: string): string | undefined {
  actions ??= new Map([
    ...actionsMatching('kms:*').map(({ action }) => [folded(action.slice('kms:'.length)), action]),
    // One call with two actions: the source's key is asked about first.
    ['reencrypt', 'kms:ReEncryptFrom'],
  ] as [string, string][])
  return actions.get(folded(call))
}

const folded = (name: string): string => name.replaceAll('-', '').toLowerCase()

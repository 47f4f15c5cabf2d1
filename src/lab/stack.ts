import { isJsonObject } from '../base/json.ts'
import { secondMs } from '../base/sizes.ts'

declare const stackBrand: unique symbol

/** An endpoint that said it is a Sparekey stack; `askStack` is the only way to obtain one. */
export type Stack = StackAnswer & { readonly [stackBrand]: true }

interface StackAnswer {
  readonly endpoint: string
  readonly version: string
  readonly region: string
  readonly accounts: readonly string[]
  /** Undefined when the stack was told to write none. */
  readonly credentialsFile: string | undefined
}

const answerMsMax = 3 * secondMs

/** Undefined when something else answers there; throws when nothing does. */
export async function askStack(endpoint: string): Promise<Stack | undefined> {
  const url = new URL('/_sparekey/info', endpoint)
  const answer = await fetch(url, { signal: AbortSignal.timeout(answerMsMax), redirect: 'manual' })
  const body: unknown = answer.ok ? await answer.json().catch(() => undefined) : undefined
  if (!isJsonObject(body) || body.name !== 'sparekey') return undefined
  const { version, region, accounts, credentialsFile } = body
  if (typeof version !== 'string' || typeof region !== 'string') return undefined
  if (!Array.isArray(accounts)) return undefined
  const stack: StackAnswer = {
    endpoint,
    version,
    region,
    accounts: accounts.map(String),
    credentialsFile: typeof credentialsFile === 'string' ? credentialsFile : undefined,
  }
  return stack as Stack
}

import assert from 'node:assert/strict'

interface Refusal {
  readonly name: string
  readonly message: string
  readonly $metadata: { readonly httpStatusCode?: number }
}

/** Waits for a call that must fail, and says how it did: code, HTTP status, sentence. */
export async function refused(call: Promise<unknown>): Promise<readonly [string, number, string]> {
  try {
    await call
  } catch (thrown) {
    const { name, message, $metadata } = thrown as Refusal
    return [name, $metadata.httpStatusCode ?? 0, message]
  }
  assert.fail('the call was not refused')
}

// What `aws sts decode-authorization-message` answers.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html

import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import type { Reading } from './read-error.ts'

export function readDecodedMessage(json: Json): Reading | undefined {
  const message = messageIn(json)
  if (message === undefined) return undefined
  const context = objectOf(message.context)
  const [action, arn] = [context.action, objectOf(context.principal).arn]
  if (typeof action !== 'string' || typeof arn !== 'string') return undefined
  const { resource } = context
  return {
    says: 'denied',
    principal: arn,
    action,
    ...(typeof resource === 'string' ? { resource } : {}),
    context: conditionsOf(context),
    denial: {
      sentence: `${arn} is not authorized to perform: ${action} (decoded message)`,
      layer: undefined,
      explicit: message.explicitDeny === true,
    },
  }
}

/** As the CLI prints it, with the message as a text in `DecodedMessage`, or the message alone. */
function messageIn(json: Json): JsonObject | undefined {
  if (!isJsonObject(json)) return undefined
  const { DecodedMessage: text } = json
  const message = typeof text === 'string' ? parseJson(text) : json
  return isJsonObject(message) && message.allowed === false ? message : undefined
}

/** `{"items":[{"key":"aws:SourceIp","values":{"items":[{"value":"203.0.113.9"}]}}]}`. */
function conditionsOf({ conditions }: JsonObject): Readonly<Record<string, string>> {
  const pairs = itemsOf(conditions).flatMap(({ key, values }) => {
    const [first] = itemsOf(values)
    const isPair = typeof key === 'string' && typeof first?.value === 'string'
    return isPair ? [[key, first.value] as const] : []
  })
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>
}

function itemsOf(value: Json | undefined): readonly JsonObject[] {
  const { items } = objectOf(value)
  return Array.isArray(items) ? items.filter((one: Json) => isJsonObject(one)) : []
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})

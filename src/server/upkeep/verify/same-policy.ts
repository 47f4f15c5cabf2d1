// Whether a key policy as it was put and as it is kept say the same. It is kept with users and
// roles as unique ids, which outlive a change of name.

import { isJsonObject, parseJson } from '../../../base/json.ts'

export function isSamePolicy(put: string, kept: string): boolean {
  return isSame(parseJson(put), parseJson(kept), false)
}

const UNIQUE_ID = /^A(IDA|ROA)[A-Z0-9]+(:.*)?$/
const IDENTITY_ARN = /^arn:aws[a-z-]*:(iam::\d{12}:(user|role)|sts::\d{12}:assumed-role)\//
const ACCOUNT = /^(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?$/

function isSame(put: unknown, kept: unknown, isPrincipal: boolean): boolean {
  if (Array.isArray(put) || Array.isArray(kept)) {
    const [one, other] = [listOf(put), listOf(kept)]
    return (
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index], isPrincipal))
    )
  }
  if (isJsonObject(put) && isJsonObject(kept)) {
    const names = new Set([...Object.keys(put), ...Object.keys(kept)])
    return [...names].every((name) =>
      isSame(put[name], kept[name], isPrincipal || name === 'Principal' || name === 'NotPrincipal'),
    )
  }
  if (put === kept) return true
  if (!isPrincipal || typeof put !== 'string' || typeof kept !== 'string') return false
  if (UNIQUE_ID.test(kept)) return IDENTITY_ARN.test(put)
  const account = ACCOUNT.exec(put)?.[1]
  return account !== undefined && account === ACCOUNT.exec(kept)?.[1]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

import type { Access, Condition } from '../../../policy/index.ts'

/** `aws:SourceIp IpAddress 10.0.0.0/8` */
export const conditionText = ({ operator, key, values }: Condition): string =>
  `${key} ${operator} ${values.join(' | ')}`

/** Every condition that is left open, once. */
export function conditionTexts(
  accesses: readonly Pick<Access, 'ways' | 'unless'>[],
): readonly string[] {
  const open = accesses.flatMap(({ ways, unless }) => [...ways.flat(), ...unless])
  return [...new Set(open.flatMap(({ conditions }) => conditions.map(conditionText)))]
}

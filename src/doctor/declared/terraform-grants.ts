// Grants in a plan of Terraform's.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_grant

import { isDeepStrictEqual } from 'node:util'
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'
import type { DeclaredConstraint, DeclaredGrant, DeclaredGrantTerms } from './declared-grant.ts'
import type { ResourceChange } from './resource-change.ts'
import type { SourceText } from './source-text.ts'
import { moduleOf, type TerraformConfiguration } from './terraform-configuration.ts'
import { unknown } from './unknown.ts'

/** Those that the plan does something about. */
export function grantsIn(
  changes: readonly ResourceChange[],
  source: SourceText,
  configuration: TerraformConfiguration,
  account: string | undefined,
): readonly DeclaredGrant[] {
  return changes
    .filter(({ type, isData }) => type === 'aws_kms_grant' && !isData)
    .filter(({ actions }) => !['no-op', 'read', 'forget'].includes(actions[0] ?? ''))
    .map((change) => grantIn(change, source, configuration, account))
    .filter(({ before, after }) => !isDeepStrictEqual(before, after))
}

function grantIn(
  change: ResourceChange,
  { file, positionAt, offsets }: SourceText,
  configuration: TerraformConfiguration,
  account: string | undefined,
): DeclaredGrant {
  const { address, actions, before } = change
  const key = keyOf(change, configuration)
  const owner = parseArn(key ?? '')?.account ?? account
  const start = offsets.get(change.change)?.get('after') ?? 0
  const isThere = actions.some((action) => ['update', 'delete'].includes(action))
  const stays = actions.some((action) => ['create', 'update'].includes(action))
  return {
    source: 'terraform',
    file,
    address,
    position: positionAt(start),
    ...(key === undefined ? {} : { key }),
    ...(owner === undefined ? {} : { account: owner }),
    ...(isThere && { before: termsBefore(before) }),
    ...(stays && { after: termsAfter(change, configuration) }),
  }
}

function keyOf(change: ResourceChange, configuration: TerraformConfiguration): string | undefined {
  const made = configuration.keyOfPolicy(change)
  const { after, before } = change
  const [known] = [made?.before.arn, after.key_id, before.key_id].filter(
    (text) => typeof text === 'string',
  )
  return known ?? made?.address
}

function termsBefore({
  grantee_principal: grantee,
  retiring_principal: retiring,
  operations,
  constraints,
}: JsonObject): DeclaredGrantTerms {
  return {
    grantee: textOf(grantee),
    ...(textOf(retiring) !== '' && { retiring: textOf(retiring) }),
    operations: listOf(operations).map(textOf),
    constraints: constraintsOf(constraints),
  }
}

function termsAfter(
  change: ResourceChange,
  configuration: TerraformConfiguration,
): DeclaredGrantTerms {
  const { after } = change
  const known = termsBefore(after)
  const open = (argument: string): string =>
    configuration.unknownValue(configuration.expressionOf(change, argument), moduleOf(change))
  const isOpen = (argument: string): boolean => isUnknownIn(change.unknown[argument])
  const retiring = isOpen('retiring_principal') ? open('retiring_principal') : known.retiring
  return {
    grantee: isOpen('grantee_principal') ? open('grantee_principal') : known.grantee,
    ...(retiring === undefined ? {} : { retiring }),
    operations: [
      ...known.operations.filter((operation) => operation !== ''),
      ...(isOpen('operations') ? [open('operations')] : []),
    ],
    constraints: isOpen('constraints')
      ? [...known.constraints, { asks: 'subset', pairs: { [unknown('constraints')]: '' } }]
      : known.constraints,
  }
}

/** Of a list or block, each value may be open by itself. */
function isUnknownIn(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(isUnknownIn)
  return isJsonObject(value) ? Object.values(value).some(isUnknownIn) : value === true
}

function constraintsOf(blocks: Json | undefined): readonly DeclaredConstraint[] {
  return listOf(blocks).flatMap((block): readonly DeclaredConstraint[] => {
    const { encryption_context_equals: equals, encryption_context_subset: subset } = objectOf(block)
    const pairs = (value: Json | undefined): Readonly<Record<string, string>> =>
      Object.fromEntries(Object.entries(objectOf(value)).map(([name, one]) => [name, textOf(one)]))
    const all = [
      { asks: 'equals', pairs: pairs(equals) },
      { asks: 'subset', pairs: pairs(subset) },
    ] as const
    return all.filter((one) => Object.keys(one.pairs).length > 0)
  })
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {})
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

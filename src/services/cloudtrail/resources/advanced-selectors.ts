// Which advanced event selectors CloudTrail takes.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html

import type {
  AdvancedSelector,
  FieldSelector,
  SelectorOperator,
} from '../../../audit/trail/event-selectors.ts'
import { SELECTOR_OPERATORS } from '../../../audit/trail/event-selectors.ts'
import { InvalidEventSelectorsException } from '../errors.ts'
import { limits } from '../limits.ts'

// The sentences here are ours: AWS's are not known.
const invalid = InvalidEventSelectorsException

export function requireAdvancedSelectors(
  selectors: readonly AdvancedSelector[],
): readonly AdvancedSelector[] {
  const fields = selectors.flatMap(({ FieldSelectors }) => FieldSelectors)
  const values = fields.flatMap(valuesOf)
  const { advancedSelectorValuesPerTrailMax: max } = limits
  if (values.length > max) {
    throw invalid(`The advanced event selectors of a trail have at most ${max} values.`)
  }
  for (const selector of selectors) requireAdvancedSelector(selector)
  return selectors
}

/** The fields that a selector of each category may ask, besides the category itself. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Management: ['eventSource', 'readOnly'],
  Data: [
    'eventName',
    'eventSource',
    'eventType',
    'readOnly',
    'resources.ARN',
    'resources.type',
    'sessionCredentialFromConsole',
    'userIdentity.arn',
  ],
  NetworkActivity: ['errorCode', 'eventName', 'eventSource', 'userIdentity.arn', 'vpcEndpointId'],
}

const REQUIRED: Readonly<Record<string, string>> = {
  Data: 'resources.type',
  NetworkActivity: 'eventSource',
}

function requireAdvancedSelector({ FieldSelectors }: AdvancedSelector): void {
  const category = requireCategory(FieldSelectors)
  const names = FieldSelectors.map(({ Field }) => Field)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw invalid(`Field ${twice} is there more than once.`)
  const stranger = names.find(
    (name) => name !== 'eventCategory' && !FIELDS[category]?.includes(name),
  )
  if (stranger !== undefined) {
    throw invalid(`Field ${stranger} is not valid for eventCategory ${category}.`)
  }
  const required = REQUIRED[category]
  if (required !== undefined && !names.includes(required)) {
    throw invalid(`Field ${required} is required for eventCategory ${category}.`)
  }
  for (const field of FieldSelectors) requireField(field, category)
}

function requireCategory(fields: readonly FieldSelector[]): string {
  const [category, ...more] = fields.find(({ Field }) => Field === 'eventCategory')?.Equals ?? []
  if (category === undefined || more.length > 0 || !Object.hasOwn(FIELDS, category)) {
    throw invalid('eventCategory is required and must equal Management, Data or NetworkActivity.')
  }
  return category
}

/** These can only be set to equal one value. */
const EQUALS_ONE: Readonly<Record<string, RegExp>> = {
  eventCategory: /^/,
  readOnly: /^(?:true|false)$/,
  'resources.type': /^AWS::\w+::\w+$/,
}

const EXCLUDABLE = ['kms.amazonaws.com', 'rdsdata.amazonaws.com']

function requireField(selector: FieldSelector, category: string): void {
  const { Field } = selector
  const operators = SELECTOR_OPERATORS.filter((operator) => selector[operator] !== undefined)
  if (operators.length === 0) throw invalid(`Field ${Field} has no operator.`)
  const value = EQUALS_ONE[Field]
  if (value) requireOneValue(selector, operators, value)
  if (category !== 'Management' || Field !== 'eventSource') return
  const leavesOutOnly = operators.every((operator) => operator === 'NotEquals')
  if (!leavesOutOnly || !valuesOf(selector).every((source) => EXCLUDABLE.includes(source))) {
    throw invalid(`eventSource of management events can only not equal ${EXCLUDABLE.join(' or ')}.`)
  }
}

function requireOneValue(
  { Field, Equals = [] }: FieldSelector,
  operators: readonly SelectorOperator[],
  pattern: RegExp,
): void {
  const [value = '', ...more] = Equals
  const isOnlyEquals = operators.every((operator) => operator === 'Equals')
  if (!isOnlyEquals || more.length > 0 || !pattern.test(value)) {
    throw invalid(`Field ${Field} must equal one valid value.`)
  }
}

const valuesOf = (selector: FieldSelector): readonly string[] =>
  SELECTOR_OPERATORS.flatMap((operator) => selector[operator] ?? [])

// Event selectors as a trail keeps them: the members have AWS's spelling.
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html

export interface BasicSelector {
  readonly ReadWriteType: 'ReadOnly' | 'WriteOnly' | 'All'
  readonly IncludeManagementEvents: boolean
  readonly DataResources: readonly DataResource[]
  readonly ExcludeManagementEventSources: readonly string[]
}

export interface DataResource {
  /** `AWS::S3::Object`. */
  readonly Type: string
  readonly Values: readonly string[]
}

export interface AdvancedSelector {
  readonly Name?: string | undefined
  readonly FieldSelectors: readonly FieldSelector[]
}

export interface FieldSelector extends Partial<Readonly<Record<SelectorOperator, Values>>> {
  readonly Field: string
}

type Values = readonly string[] | undefined

export const SELECTOR_OPERATORS = [
  'Equals',
  'StartsWith',
  'EndsWith',
  'NotEquals',
  'NotStartsWith',
  'NotEndsWith',
] as const
export type SelectorOperator = (typeof SELECTOR_OPERATORS)[number]

/** What a trail does that was given none. */
export const DEFAULT_SELECTORS: readonly BasicSelector[] = [
  {
    ReadWriteType: 'All',
    IncludeManagementEvents: true,
    DataResources: [],
    ExcludeManagementEventSources: [],
  },
]

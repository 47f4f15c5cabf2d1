declare const regionBrand: unique symbol
/** The name of a Region of the commercial partition, such as `us-east-1`. */
export type Region = string & { readonly [regionBrand]: true }

/** Every commercial Region exists: a request's Region is its credential scope's. */
export const REGIONS: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]

const known = new Set(REGIONS)

export function parseRegion(text: string): Region | undefined {
  return known.has(text) ? (text as Region) : undefined
}

/** Global services (IAM) are recorded and signed here. */
export const GLOBAL_REGION = 'us-east-1' as Region

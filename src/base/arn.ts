declare const arnBrand: unique symbol
/** A text that `parseArn` took. Code that holds one never checks it again. */
export type Arn = string & { readonly [arnBrand]: true }

export interface ArnParts {
  readonly partition: string
  readonly service: string
  /** Empty for services without Regions, such as IAM. */
  readonly region: string
  /** Twelve digits, or empty. */
  readonly account: string
  /** All that stands behind the fifth colon; may hold colons itself. */
  readonly resource: string
}

const ARN = /^arn:(aws|aws-cn|aws-us-gov):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):(.+)$/s

/** The parts of an ARN; undefined when the text is none. */
export function parseArn(text: string): ArnParts | undefined {
  const match = ARN.exec(text)
  if (!match) return undefined
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match
  return { partition, service, region, account, resource }
}

/** Composes an ARN of the commercial partition, the only one the stack serves. */
export function arnOf(service: string, region: string, account: string, resource: string): Arn {
  return `arn:aws:${service}:${region}:${account}:${resource}` as Arn
}

export const accountRootArn = (account: string): Arn => arnOf('iam', '', account, 'root')

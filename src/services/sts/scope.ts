import type { IamDirectory } from '../iam/api.ts'
import { iamDirectory } from '../iam/api.ts'
import type { RequestScope } from '../operation.ts'

/** What STS's operations see. */
export interface StsScope extends RequestScope {
  readonly directory: IamDirectory
}

export const stsScope = (request: RequestScope): StsScope => ({
  ...request,
  directory: iamDirectory(request.store),
})

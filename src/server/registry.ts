import type { AthenaOptions } from '../services/athena/index.ts'
import { athena } from '../services/athena/index.ts'
import type { CloudTrailOptions } from '../services/cloudtrail/index.ts'
import { cloudtrail } from '../services/cloudtrail/index.ts'
import { glue } from '../services/glue/index.ts'
import { iam } from '../services/iam/index.ts'
import type { KmsOptions } from '../services/kms/index.ts'
import { kms } from '../services/kms/index.ts'
import type { RequestScope, Service } from '../services/operation.ts'
import { organizations } from '../services/organizations/index.ts'
import { s3 } from '../services/s3/index.ts'
import { sts } from '../services/sts/index.ts'
import type { AnyService } from './exchange.ts'

/** Every service of the stack, by the name in the credential scope. */
export function registry(
  options: CloudTrailOptions & AthenaOptions & KmsOptions,
): ReadonlyMap<string, AnyService> {
  const services = [
    erased(kms(options)),
    erased(iam),
    erased(sts),
    erased(organizations),
    erased(cloudtrail(options)),
    erased(s3),
    erased(glue),
    erased(athena(options)),
  ]
  return new Map(services.map((service) => [service.model.signingName, service]))
}

/**
 * INVARIANT: a service's operations are given only what its own `scope` made, so the pipeline may
 * treat every scope as a plain RequestScope.
 */
function erased<Scope extends RequestScope>(service: Service<Scope>): AnyService {
  return service as unknown as AnyService
}

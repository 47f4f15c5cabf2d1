import { DryRunOperationException } from '../errors.ts'

/** The point at which a dry run that would have succeeded stops: nothing has happened yet. */
export function stopDryRun({ DryRun }: { readonly DryRun?: boolean | undefined }): void {
  if (!DryRun) return
  throw DryRunOperationException('The request would have succeeded, but the DryRun option is set.')
}

import { Component, type ReactNode } from 'react'
import { call, CallFailed } from '../api/call.ts'
import { FailureAlert } from '../parts/failure-alert.tsx'

interface Props {
  readonly children: ReactNode
}

/** A page that could not be loaded, or that broke, leaves the rest of the console standing. */
export class PageBoundary extends Component<Props, { readonly failure: CallFailed | undefined }> {
  override readonly state: { readonly failure: CallFailed | undefined } = { failure: undefined }

  static getDerivedStateFromError(thrown: unknown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return { failure: new CallFailed({ code: 'PageFailed', message, hints: [] }) }
  }

  override componentDidCatch(): void {
    // The server may let nobody in any more, pages included: then the whole console says so.
    call('session').catch(() => undefined)
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === undefined) return this.props.children
    return <FailureAlert failure={failure} again={() => location.reload()} />
  }
}

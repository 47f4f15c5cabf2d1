import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import { Component, type ReactNode } from 'react'

interface GuardProps {
  readonly children: ReactNode
  /** The place that is shown: at another one a new try begins. */
  readonly place: string
  readonly title: string
  readonly again: string
}

interface GuardState {
  readonly fault?: string | undefined
  readonly place?: string
}

/** A fault of one page leaves the rest of the console standing. */
export class PageGuard extends Component<GuardProps, GuardState> {
  override readonly state: GuardState = {}

  static getDerivedStateFromError(thrown: unknown): GuardState {
    return { fault: thrown instanceof Error ? thrown.message : String(thrown) }
  }

  static getDerivedStateFromProps({ place }: GuardProps, state: GuardState): GuardState | null {
    return place === state.place ? null : { place, fault: undefined }
  }

  override render() {
    const { children, title, again } = this.props
    const { fault } = this.state
    if (fault === undefined) return children
    const retry = (): void => this.setState({ fault: undefined })
    return (
      <ContentLayout header={<Header variant="h1">{title}</Header>}>
        <div role="alert">
          <Alert type="error" action={<Button onClick={retry}>{again}</Button>}>
            {fault}
          </Alert>
        </div>
      </ContentLayout>
    )
  }
}

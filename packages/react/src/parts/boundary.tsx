import { Component, type ComponentType, type ReactNode } from "react";
import type { Settings } from "../settings.ts";

/** What stands in a widget's place after an error in it. */
export type Broken = ComponentType<{ readonly retry: () => void }>;

interface BoundaryProps {
  readonly settings: Settings;
  readonly broken: Broken;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly failed: boolean;
}

/** Keeps an error in one widget from the others and from the product. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.settings.onError(error);
  }

  override render(): ReactNode {
    const { broken: Fallback, children } = this.props;
    return this.state.failed ? <Fallback retry={() => this.setState({ failed: false })} /> : children;
  }
}

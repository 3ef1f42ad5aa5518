import { Component, type ReactNode } from "react";

interface PageBoundaryProps {
  readonly children: ReactNode;
  /** Shown in place of a page that could not be. */
  readonly fallback: ReactNode;
}

/** One page that breaks leaves the others within reach. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}

import {
  type CSSProperties,
  Component,
  type Context,
  type ContextType,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefObject,
} from "react";
import { type Settings, SettingsContext } from "../settings.ts";
import { BrokenLine } from "./broken-line.tsx";

export interface BoundaryProps {
  /** The widget. */
  readonly children: ReactElement<{ readonly rootRef: Ref<HTMLElement> }>;
  /** Of a panel: its root element, while there is one. */
  readonly root?: RefObject<HTMLElement | null>;
}

export interface BoundaryState {
  readonly failed: boolean;
  /** Of a panel that was there before the error: its height and margins. */
  readonly place?: CSSProperties | undefined;
}

/** Keeps an error in one widget from the others and from the product. What stands in its place is a line of text. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  static override contextType: Context<Settings> = SettingsContext;
  declare context: ContextType<typeof SettingsContext>;

  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.context.onError(error);
  }

  override render(): ReactNode {
    return this.state.failed ? <BrokenLine /> : this.props.children;
  }
}

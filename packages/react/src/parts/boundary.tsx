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
  readonly children: ReactElement<{
    readonly target?: unknown;
    readonly snapshot?: unknown;
    readonly rootRef: Ref<HTMLElement>;
  }>;
  /** Of a panel: its root element, while there is one. */
  readonly root?: RefObject<HTMLElement | null>;
}

export interface BoundaryState {
  readonly failed: boolean;
  /** Of a panel that was there before the error: its height and margins. */
  readonly place?: CSSProperties | undefined;
  /** Whether focus was in what stands in a panel's place when the panel was tried again. */
  readonly focus?: boolean | undefined;
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

  /** What broke about one subject may hold for another. */
  override componentDidUpdate(props: BoundaryProps, before: BoundaryState): void {
    if (before.failed && this.state.failed && subjectOf(props) !== subjectOf(this.props)) this.tryAgain();
  }

  tryAgain(): void {
    this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? <BrokenLine /> : this.props.children;
  }
}

/** By value: a product that writes its target in place gives another object each time. */
function subjectOf({ children }: BoundaryProps): string {
  const { target, snapshot } = children.props;
  return JSON.stringify([target, snapshot]);
}

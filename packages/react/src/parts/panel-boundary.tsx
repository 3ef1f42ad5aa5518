import {
  type CSSProperties,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefCallback,
  cloneElement,
  createRef,
  useCallback,
  useRef,
} from "react";
import { Boundary, type BoundaryProps, type BoundaryState } from "./boundary.tsx";
import { BrokenPanel } from "./broken-panel.tsx";

/** A boundary of a panel: what stands in its place is a panel as high as it was and with its margins, so that nothing below it moves. */
export function PanelBoundary({ children }: BoundaryProps): ReactElement {
  const root = useRef<HTMLElement | null>(null);
  const given = children.props.rootRef;
  const rootRef = useCallback(
    (element: HTMLElement | null) => {
      root.current = element;
      return tell(given, element);
    },
    [given],
  );
  // oxlint-disable-next-line react/refs -- given on to an element, which is there after the render
  return <Measured root={root}>{cloneElement(children, { rootRef })}</Measured>;
}

/** What React does with a ref of its own. */
function tell(ref: Ref<HTMLElement>, element: HTMLElement | null): ReturnType<RefCallback<HTMLElement>> {
  if (typeof ref === "function") return ref(element);
  if (ref !== null) ref.current = element;
  return undefined;
}

class Measured extends Boundary {
  private readonly broken = createRef<HTMLDivElement>();

  /** The last moment at which the panel that broke is still on the page. */
  override getSnapshotBeforeUpdate(_: BoundaryProps, before: BoundaryState): CSSProperties | null {
    const panel = this.props.root?.current;
    if (!panel || before.failed === this.state.failed) return null;
    const { blockSize, margin } = getComputedStyle(panel);
    return { blockSize, margin };
  }

  override componentDidUpdate(props: BoundaryProps, before: BoundaryState, place?: CSSProperties | null): void {
    super.componentDidUpdate(props, before);
    const { failed, focus } = this.state;
    // After a Reload that broke again, another button stands where the pressed one stood.
    if (focus === true) {
      takeFocus(failed ? this.broken.current?.querySelector("button") : this.props.root?.current);
      this.setState({ focus: false });
    }
    if (place || (before.failed && !failed)) this.setState({ place: place ?? undefined });
  }

  override tryAgain(): void {
    this.setState({ failed: false, focus: this.broken.current?.matches(":focus-within") });
  }

  /** A height is that of one width. */
  private readonly forget = () => this.setState({ place: undefined });

  override render(): ReactNode {
    const { failed, place } = this.state;
    if (!failed) return this.props.children;
    return <BrokenPanel panelRef={this.broken} place={place} onResize={this.forget} retry={() => this.tryAgain()} />;
  }
}

/** A panel takes focus only for as long as it has it: the keyboard goes from control to control. */
function takeFocus(element: HTMLElement | null | undefined): void {
  if (!element) return;
  element.focus();
  if (element.matches(":focus-within")) return;
  element.tabIndex = -1;
  element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  element.focus();
}

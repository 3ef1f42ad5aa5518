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

/** What an update takes away: whether focus was in what stood in the panel's place, and the place of a panel. */
type Left = readonly [focused: boolean | undefined, place?: CSSProperties];

class Measured extends Boundary {
  private readonly broken = createRef<HTMLDivElement>();

  /** The last moment at which what goes is still on the page. */
  override getSnapshotBeforeUpdate(_: BoundaryProps, before: BoundaryState): Left {
    const panel = this.props.root?.current;
    const focused = this.broken.current?.matches(":focus-within");
    if (!panel || before.failed === this.state.failed) return [focused];
    const { blockSize, margin } = getComputedStyle(panel);
    return [focused, { blockSize, margin }];
  }

  override componentDidUpdate(_: BoundaryProps, before: BoundaryState, [focused, place]: Left): void {
    const { failed } = this.state;
    // After a Reload that broke again, another button stands where the pressed one stood.
    const next = failed ? this.broken.current?.querySelector("button") : this.props.root?.current;
    if (focused && next) {
      // A panel has no place in the order of the keyboard: written down as an attribute, that lets it be focused all the same.
      next.tabIndex += 0;
      next.focus();
    }
    if (before.failed !== failed) this.setState({ place });
  }

  override render(): ReactNode {
    const { failed, place } = this.state;
    if (!failed) return this.props.children;
    return <BrokenPanel panelRef={this.broken} place={place} retry={() => this.setState({ failed: false })} />;
  }
}

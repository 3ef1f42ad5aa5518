import {
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefCallback,
  cloneElement,
  useCallback,
  useRef,
} from "react";
import { Boundary, type BoundaryProps, type BoundaryState } from "./boundary.tsx";
import { BrokenPanel } from "./broken-panel.tsx";

/** A boundary of a panel: what stands in its place is a panel as high as it was, so that nothing below it moves. */
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
  /** The last moment at which the panel that broke is still on the page. */
  override getSnapshotBeforeUpdate(_: BoundaryProps, before: BoundaryState): string | null {
    const panel = this.props.root?.current;
    return panel && before.failed !== this.state.failed ? getComputedStyle(panel).blockSize : null;
  }

  override componentDidUpdate(_: BoundaryProps, __: BoundaryState, height: string | null): void {
    if (height !== null) this.setState({ height });
  }

  override render(): ReactNode {
    const { failed, height } = this.state;
    if (!failed) return this.props.children;
    return <BrokenPanel height={height} retry={() => this.setState({ failed: false, height: undefined })} />;
  }
}

import {
  type ForwardRefExoticComponent,
  type PropsWithoutRef,
  type ReactElement,
  type Ref,
  type RefAttributes,
  forwardRef,
} from "react";
import { useSettings } from "../settings.ts";
import { Boundary, type Broken } from "./boundary.tsx";

/** A widget as products use it: with a ref to its root element, on React 18.3 and 19. */
export type Widget<Props> = ForwardRefExoticComponent<PropsWithoutRef<Props> & RefAttributes<HTMLElement>>;

interface BodyProps<Props> {
  readonly given: PropsWithoutRef<Props>;
  readonly rootRef: Ref<HTMLElement>;
}

/** Gives a widget its name, its ref and its error boundary. */
export function widget<Props>(
  name: string,
  broken: Broken,
  render: (props: PropsWithoutRef<Props>, ref: Ref<HTMLElement>) => ReactElement | null,
): Widget<Props> {
  // Of its own, so that what it throws is thrown inside the boundary.
  const Body = ({ given, rootRef }: BodyProps<Props>) => render(given, rootRef);
  const Guarded = forwardRef<HTMLElement, Props>((props, ref) => (
    <Boundary settings={useSettings()} broken={broken}>
      <Body given={props} rootRef={ref} />
    </Boundary>
  ));
  Guarded.displayName = name;
  return Guarded;
}

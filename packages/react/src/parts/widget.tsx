import {
  type ComponentType,
  type ForwardRefExoticComponent,
  type PropsWithoutRef,
  type ReactNode,
  type Ref,
  type RefAttributes,
  forwardRef,
} from "react";
import type { BoundaryProps } from "./boundary.tsx";

/** A widget as products use it: with a ref to its root element, on React 18.3 and 19. */
export type Widget<Props> = ForwardRefExoticComponent<PropsWithoutRef<Props> & RefAttributes<HTMLElement>>;

/** A widget's props inside of it: its root element takes the ref. */
export type Rooted<Props> = Props & { readonly rootRef: Ref<HTMLElement> };

/** Gives a widget its name, its ref and its error boundary. `Body` is a component, so that what it throws is thrown inside the boundary. */
export function widget<Props>(
  name: string,
  Boundary: ComponentType<BoundaryProps>,
  Body: (props: Rooted<PropsWithoutRef<Props>>) => ReactNode,
): Widget<Props> {
  const Guarded = forwardRef<HTMLElement, Props>((props, ref) => (
    <Boundary>
      <Body {...props} rootRef={ref} />
    </Boundary>
  ));
  Guarded.displayName = name;
  return Guarded;
}

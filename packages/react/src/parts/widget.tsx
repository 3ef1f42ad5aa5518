import {
  type ForwardRefExoticComponent,
  type PropsWithoutRef,
  type ReactElement,
  type Ref,
  type RefAttributes,
  forwardRef,
} from "react";
import { useSettings } from "../settings.ts";
import { Boundary } from "./boundary.tsx";

/** A widget as products use it: with a ref to its root element, on React 18.3 and 19. */
export type Widget<Props> = ForwardRefExoticComponent<PropsWithoutRef<Props> & RefAttributes<HTMLElement>>;

/** Gives a widget its name, its ref and its error boundary. */
export function widget<Props>(
  name: string,
  shape: "line" | "panel",
  render: (props: PropsWithoutRef<Props>, ref: Ref<HTMLElement>) => ReactElement | null,
): Widget<Props> {
  const Body = forwardRef<HTMLElement, Props>((props, ref) => render(props, ref));
  Body.displayName = `${name}Body`;
  const Guarded = forwardRef<HTMLElement, Props>((props, ref) => (
    <Boundary settings={useSettings()} shape={shape}>
      <Body {...props} ref={ref} />
    </Boundary>
  ));
  Guarded.displayName = name;
  return Guarded;
}

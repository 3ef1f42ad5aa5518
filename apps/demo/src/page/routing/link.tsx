import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { goTo } from "./navigation.ts";
import { type Place, addressOf } from "./place.ts";

interface LinkProps extends Omit<ComponentProps<"a">, "href" | "onClick"> {
  readonly to: Place;
}

/** A real link: it can be opened in a new tab and copied. A plain press stays on this page. */
export function Link({ to, children, ...rest }: LinkProps): ReactNode {
  return (
    <a
      {...rest}
      href={addressOf(to)}
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        goTo(to);
      }}
    >
      {children}
    </a>
  );
}

function isPlain({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !defaultPrevented;
}

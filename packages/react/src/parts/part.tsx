import {
  type CSSProperties,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type Ref,
  cloneElement,
  createElement,
} from "react";

/** What every part lets a product change. Classes and styles are added to ours; `render` replaces the element. */
export interface PartProps<State> {
  /** Added to the part's own class; a function sees the part's state. */
  readonly className?: string | ((state: State) => string | undefined) | undefined;
  /** Under a strict CSP, server HTML drops inline styles: prefer `className`. */
  readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined) | undefined;
  /** An element that takes the part's props, or a function that is given them and the state. */
  readonly render?: ReactElement<HTMLAttributes<HTMLElement>> | RenderPart<State> | undefined;
}

export type RenderPart<State> = (props: RenderedProps, state: State) => ReactElement;

/** What a part gives to the element that it becomes. */
export interface RenderedProps extends HTMLAttributes<HTMLElement> {
  readonly ref?: Ref<HTMLElement> | undefined;
}

/** The platform's attributes of a part, besides those that a part handles itself. */
export type HostAttributes = Omit<HTMLAttributes<HTMLElement>, "className" | "style" | "children" | "title">;

export interface Part<State> {
  readonly tag: "div" | "span";
  readonly className: string;
  readonly state: State;
  /** `data-*` and `aria-*` of the part itself. */
  readonly own: Readonly<Record<string, string | undefined>>;
  readonly given: PartProps<State> & HostAttributes;
  readonly rootRef: Ref<HTMLElement>;
  readonly children: ReactNode;
}

/** Renders a part as itself, or as what the product put in its place. */
export function renderPart<State>(part: Part<State>): ReactElement {
  const { className, style, render, ...attributes } = part.given;
  const added = typeof className === "function" ? className(part.state) : className;
  const styled = typeof style === "function" ? style(part.state) : style;
  const props: RenderedProps = {
    ...attributes,
    ...part.own,
    className: joined(part.className, added),
    style: styled,
    ref: part.rootRef,
    children: part.children,
  };
  if (typeof render === "function") return render(props, part.state);
  if (render === undefined) return createElement(part.tag, props);
  return cloneElement(render, { ...props, className: joined(part.className, added, render.props.className) });
}

function joined(...names: readonly (string | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}

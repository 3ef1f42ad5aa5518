/** Finds what a path means: `METHOD /template` -> handler. Literal segments win over parameters, as every framework decides. */
export interface Router<T> {
  find(method: string, pathname: string): Match<T> | undefined;
  /** Methods that the path takes: what a 405 has to list. */
  methodsOf(pathname: string): readonly string[];
}

export interface Match<T> {
  readonly target: T;
  readonly path: Readonly<Record<string, string>>;
  /** `METHOD /template`, as it was given. */
  readonly operation: string;
}

interface Route<T> {
  readonly method: string;
  readonly operation: string;
  readonly template: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly target: T;
}

/** `base` is the path of the vendor's server; a request may carry it or not. Of two equal routes the first wins. */
export function router<T>(routes: readonly { method: string; path: string; target: T }[], base: string): Router<T> {
  const compiled = routes.map(compile).toSorted((a, b) => compareSpecificity(a.template, b.template));
  const pathsOf = (pathname: string): readonly string[] =>
    base !== "" && pathname.startsWith(`${base}/`) ? [pathname.slice(base.length), pathname] : [pathname];

  return {
    find(method, pathname) {
      for (const path of pathsOf(pathname)) {
        const route = compiled.find((each) => each.method === method && each.pattern.test(path));
        if (route !== undefined) {
          const { target, operation } = route;
          return { target, path: parametersOf(route, path), operation };
        }
      }
      return undefined;
    },
    methodsOf(pathname) {
      const paths = pathsOf(pathname);
      return [
        ...new Set(
          compiled.filter(({ pattern }) => paths.some((path) => pattern.test(path))).map(({ method }) => method),
        ),
      ];
    },
  };
}

/** The path of a server URL, without a trailing slash; `""` for a host alone. Servers may be relative or hold variables. */
export function basePath(baseUrl: string): string {
  const path =
    /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*(\/.*)?$/i.exec(baseUrl)?.[1] ?? (baseUrl.startsWith("/") ? baseUrl : "");
  return path.replace(/\/+$/, "");
}

function compile<T>({ method, path, target }: { method: string; path: string; target: T }): Route<T> {
  const names: string[] = [];
  const template = path.split("?")[0] ?? path;
  const source = template.split(/(\{[^}]*\})/).map((part) => {
    if (!/^\{.*\}$/.test(part)) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    names.push(part.slice(1, -1));
    return "([^/]+?)";
  });
  const pattern = new RegExp(`^${source.join("")}/?$`);
  return {
    method: method.toUpperCase(),
    operation: `${method.toUpperCase()} ${path}`,
    template,
    pattern,
    names,
    target,
  };
}

function parametersOf<T>(route: Route<T>, pathname: string): Readonly<Record<string, string>> {
  const values = route.pattern.exec(pathname)?.slice(1) ?? [];
  return Object.fromEntries(route.names.map((name, index) => [name, decode(values[index] ?? "")]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Segment by segment, the more literal template first: a total order, so that equal templates keep the order they were given in. */
function compareSpecificity(a: string, b: string): number {
  const [left, right] = [weights(a), weights(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A digit a segment: 0 literal, 1 partly a parameter, 2 a parameter. */
const weights = (template: string): string =>
  template
    .split("/")
    .map((segment) => (!segment.includes("{") ? 0 : /^\{[^}]*\}$/.test(segment) ? 2 : 1))
    .join("");

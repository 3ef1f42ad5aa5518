/** What names an operation wherever one is written down: in the contract, in a config, on the command line. */
interface NamedOperation {
  readonly method: string;
  readonly path: string;
}

/** `GET /contacts`. */
export function operationName({ method, path }: NamedOperation): string {
  return `${method} ${path}`;
}

/** True for `GET /contacts`; an operationId and the name of a stream are none. */
export function isOperationName(text: string): boolean {
  return /^[A-Z]+ \//.test(text);
}

/** The method and the path that a name is made of. A path may hold spaces, a method none. */
export function splitOperationName(name: string): NamedOperation {
  const space = name.indexOf(" ");
  return { method: name.slice(0, space), path: name.slice(space + 1) };
}

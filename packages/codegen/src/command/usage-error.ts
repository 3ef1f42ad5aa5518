/** A command line that says nothing this command can do. */
export class UsageError extends Error {
  override readonly name = "UsageError" as const;
  readonly code = "usage" as const;

  constructor(what: string, next = '"waybill --help" lists what there is.') {
    super(`${what} ${next}`);
  }
}

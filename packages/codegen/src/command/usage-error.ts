/** A command line that says nothing this command can do. */
export class UsageError extends Error {
  override readonly name = "UsageError" as const;

  constructor(what: string) {
    super(`${what} "waybill --help" lists what there is.`);
  }
}

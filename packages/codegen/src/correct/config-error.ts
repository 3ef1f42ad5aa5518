/** A config that cannot be applied. */
export class ConfigError extends Error {
  override readonly name = "ConfigError" as const;
  readonly code = "config" as const;

  constructor(what: string, next: string, options?: ErrorOptions) {
    super(`${what} ${next}`, options);
  }
}

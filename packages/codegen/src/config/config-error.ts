/** A config that cannot be read or applied. The message names the config, the place in it, what is wrong and what to do next. */
export class ConfigError extends Error {
  override readonly name = "ConfigError" as const;
  readonly code = "config" as const;

  constructor(what: string, next: string, options?: ErrorOptions) {
    super(next === "" ? what : `${what} ${next}`, options);
  }
}

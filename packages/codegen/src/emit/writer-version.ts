/** The version of openapi-typescript whose files are read: they are not its public entry, and another version may have moved them. */
export const WRITER_VERSION = "7.13.0";

/** @throws Error where another version is installed, as by an override */
export function assertWriterVersion(manifest: unknown): void {
  const found: unknown = Reflect.get(Object(manifest), "version");
  if (found === WRITER_VERSION) return;
  throw new Error(
    `@waybill/codegen writes types with parts of openapi-typescript ${WRITER_VERSION}, and ${typeof found === "string" ? found : "another version"} is installed, whose parts may be others. ` +
      `Take openapi-typescript out of "overrides" or "resolutions" in package.json, or set it to ${WRITER_VERSION} there, and install again.`,
  );
}

/**
 * Warnings of Node that say nothing about the user's work: a config in a package without a `type` is read all the same. Others are shown as Node shows
 * them.
 */
const EXPECTED: ReadonlySet<string> = new Set(["MODULE_TYPELESS_PACKAGE_JSON", "ExperimentalWarning"]);

/** Keeps expected warnings from standing between the lines of a command. */
export function silenceExpectedWarnings(from: NodeJS.Process): void {
  const shown = from.listeners("warning");
  from.removeAllListeners("warning");
  from.on("warning", (warning: Error & { readonly code?: string }) => {
    if (EXPECTED.has(warning.code ?? "") || EXPECTED.has(warning.name)) return;
    for (const show of shown) show(warning);
  });
}

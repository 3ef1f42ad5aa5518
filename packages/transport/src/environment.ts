/** What the platform around us is like; asked once, by the transport that was made in it. */
export interface Environment {
  /** Redirects cannot be inspected, and whoever opens the developer tools sees every secret. */
  readonly browser: boolean;
  /** Whether the device says it has a network. True where nobody knows. */
  readonly isOnline: () => boolean;
}

/** The platform's answers. */
export function platformEnvironment(): Environment {
  return { browser: "document" in globalThis || "WorkerGlobalScope" in globalThis, isOnline };
}

function isOnline(): boolean {
  // Node has a navigator without this property.
  const onLine: boolean | undefined = "navigator" in globalThis ? globalThis.navigator.onLine : undefined;
  return onLine ?? true;
}

const loopback = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** True for hosts that never leave this machine. */
export function isLoopback(url: URL): boolean {
  return loopback.test(url.hostname);
}

/** True where a secret may travel: https, or anything on this machine. */
export function isConfidential(url: URL): boolean {
  return url.protocol === "https:" || isLoopback(url);
}

/** Normalises what a person wrote to scheme, host and port; throws a TypeError for what is no http origin. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url.origin;
  throw new TypeError(
    `origins holds ${JSON.stringify(text)}, which is no http or https origin. Write it like "https://api.example.com".`,
  );
}

/** Tells whether an origin may receive what is secret. Without a list the first origin asked about becomes the only one. */
export function originGate(origins: readonly string[] | undefined): (origin: string) => boolean {
  const listed = origins && new Set(origins.map(originOf));
  let first: string | undefined;
  return (origin) => (listed ? listed.has(origin) : origin === (first ??= origin));
}

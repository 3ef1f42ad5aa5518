import { cdp } from "vitest/browser";

export interface Emulated {
  readonly media?: "print" | "screen";
  readonly features?: Readonly<Record<string, string>>;
}

/** Lets the page believe in another medium or preference while `work` runs. */
export async function emulated(
  { media = "screen", features = {} }: Emulated,
  work: () => Promise<void>,
): Promise<void> {
  const set = (params: object) => cdp().send("Emulation.setEmulatedMedia", params);
  await set({ media, features: Object.entries(features).map(([name, value]) => ({ name, value })) });
  try {
    await work();
  } finally {
    await set({ media: "", features: [] });
  }
}

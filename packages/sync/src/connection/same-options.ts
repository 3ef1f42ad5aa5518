import type { Credential } from "@waybill/transport";
import type { ConnectionParts } from "./wiring.ts";

type Data = Pick<ConnectionParts, "connector" | "parameters" | "streams" | "priorities" | "schedule">;
type Code = Pick<ConnectionParts, "runtime" | "client" | "revoke">;

/** What a connection may be asked for with. */
export interface Asked extends Partial<Data>, Code {
  readonly baseUrl?: string | undefined;
  readonly credential?: Credential | undefined;
}

/** Made anew with each render, and nothing can compare it. */
const code: readonly string[] = ["runtime", "client", "revoke"] satisfies readonly (keyof Code)[];

/**
 * Asked for again with another value, an option would go unheard. Effects and renders run twice, so that what is equal passes: data by its value, a
 * credential by its id, and code by being there. What is left out is not asked for.
 * @throws TypeError that names what is another.
 */
export function requireSame(
  parts: ConnectionParts,
  asked: Asked,
  knows: (credential: Credential | undefined) => boolean,
): void {
  const wanted = { ...asked, baseUrl: asked.baseUrl?.replace(/\/+$/, "") };
  const others = Object.entries(wanted).flatMap(([name, value]) => {
    const known: unknown = Reflect.get(parts, name);
    if (value === undefined || value === known) return [];
    if (code.includes(name)) return known === undefined ? [name] : [];
    const isSame = name === "credential" ? knows(asked.credential) : JSON.stringify(value) === JSON.stringify(known);
    return isSame ? [] : [name];
  });
  refuseOthers(parts.id, others);
}

/** @throws TypeError that names options of which a connection has other values. */
export function refuseOthers(id: string, others: readonly string[]): void {
  if (others.length === 0) return;
  throw new TypeError(
    `The connection "${id}" was opened with another ${others.join(", ")}, or with none, and keeps what it has. ` +
      "Give the same, a new credential to `reconnect`, and other options to a new engine once this one is disposed of.",
  );
}

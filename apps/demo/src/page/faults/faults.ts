import { queryOptions } from "@tanstack/react-query";
import { type FaultKind, isFaultKind } from "@waybill/emulator";

/** What the control API of the emulator is asked. */
export type FaultOrder =
  | { readonly set: FaultKind; readonly options?: object | undefined }
  | { readonly clear: FaultKind | "all" };

/** The faults in force, as the emulator says. */
export function faultsQuery(controlUrl: string) {
  return queryOptions({
    queryKey: ["faults", controlUrl],
    queryFn: async () => activeIn(await call(controlUrl, "faults", "GET")),
    retry: false,
  });
}

/** Carries out an order and resolves to the faults then in force. */
export async function order(controlUrl: string, what: FaultOrder): Promise<readonly FaultKind[]> {
  if ("set" in what) return activeIn(await call(controlUrl, `faults/${what.set}`, "PUT", what.options));
  return activeIn(await call(controlUrl, what.clear === "all" ? "faults" : `faults/${what.clear}`, "DELETE"));
}

/** The faults that will be in force once an order is carried out. */
export function expected(known: readonly FaultKind[], what: FaultOrder): readonly FaultKind[] {
  if ("set" in what) return [...known, what.set];
  return what.clear === "all" ? [] : known.filter((kind) => kind !== what.clear);
}

async function call(controlUrl: string, path: string, method: string, body?: object): Promise<unknown> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(new URL(path, controlUrl), { method, ...sent });
  if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} ${path}.`);
  return response.json();
}

/** `{ active: [{ kind }] }`; anything else is no fault. */
function activeIn(answer: unknown): readonly FaultKind[] {
  const list = typeof answer === "object" && answer !== null ? Reflect.get(answer, "active") : undefined;
  if (!Array.isArray(list)) return [];
  return list.map((fault: unknown) => kindOf(fault)).filter(isFaultKind);
}

function kindOf(fault: unknown): unknown {
  return typeof fault === "object" && fault !== null ? Reflect.get(fault, "kind") : undefined;
}

import { bearer, isFailureError } from "@waybill/transport";
import { broken, hold } from "../checks/violation.ts";
import { strangersToken } from "./account-door.ts";
import type { Link } from "./tab.ts";

/** The customer reconnects as another account of the vendor: it is refused, and nothing comes of it. */
export async function oneStranger({ stage, connection, process }: Link): Promise<void> {
  const isBound = [...stage.watches.values()].some(({ checkpoint }) => checkpoint?.account !== undefined);
  // Whoever comes first is the account.
  if (!isBound) return;
  stage.trace(() => `${process.name} reconnects as another account`);
  try {
    await connection.reconnect(bearer(strangersToken));
  } catch (error) {
    if (!isFailureError(error)) throw error;
    const { code } = error;
    return hold(
      code === "wrong_account" || code === "aborted" || code === "storage",
      "wrong_account",
      () => `another account failed as ${code}`,
    );
  }
  broken("wrong_account", `${process.name} took the credentials of another account`);
}

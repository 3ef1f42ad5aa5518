import { connectAccount } from "./connect-account.ts";
import type { Link } from "./tab.ts";

/**
 * The customer gives consent once more, and the product goes on with it. A death between a vendor's answer and its record can cost the tokens; from then on
 * nothing would go wrong, as nothing is asked.
 */
export async function consentAgain(link: Link): Promise<void> {
  await link.process.call("tokens", () => connectAccount(link.stage));
  await reconnect(link);
}

/** The product goes on with a consent that was given. */
export async function reconnect({ connection, grant }: Link): Promise<void> {
  grant.isOver = false;
  await connection.reconnect(grant.isForgotten ? grant.credential : undefined);
  grant.isForgotten = false;
}

import { connectAccount } from "./connect-account.ts";
import type { Stage } from "./stage.ts";
import type { Tab } from "./tab.ts";

/**
 * The customer gives consent once more, and the product goes on with it. A death between a vendor's answer and its record can cost the tokens; from then on
 * nothing would go wrong, as nothing is asked.
 */
export async function consentAgain(stage: Stage, tab: Tab): Promise<void> {
  await tab.process.call("tokens", () => connectAccount(stage));
  await reconnect(tab);
}

/** The product goes on with a consent that was given. */
export async function reconnect({ connection, grant }: Tab): Promise<void> {
  grant.isOver = false;
  await connection.reconnect(grant.isForgotten ? grant.credential : undefined);
  grant.isForgotten = false;
}

import { beginning } from "../seams/clock-seam.ts";
import { connectionId } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** The customer gives consent: tokens are stored as they are after it. */
export async function connectAccount({
  scenario,
  emulator,
  tokens,
  keptTokens,
  world,
  refusals,
}: Stage): Promise<void> {
  if (scenario.auth === "none") return;
  emulator.faults.clear("revoked");
  refusals.consented();
  const { accessToken, refreshToken } = emulator.issueTokens();
  const expiresAt = beginning + world.now() + scenario.tokenTtlMs;
  await tokens.save(connectionId, { format: 1, tokenType: "bearer", accessToken, refreshToken, expiresAt });
  keptTokens.consented();
}

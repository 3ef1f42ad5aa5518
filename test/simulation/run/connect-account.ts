import { beginning } from "../seams/clock-seam.ts";
import type { Stage } from "./stage.ts";

/** The customer gives consent: tokens are stored as they are after it. */
export async function connectAccount(stage: Stage): Promise<void> {
  const { scenario, connection, emulator, tokens, keptTokens, world, refusals } = stage;
  if (scenario.auth === "none") return;
  emulator.faults.clear("revoked");
  refusals.consented();
  const { accessToken, refreshToken } = emulator.issueTokens();
  const expiresAt = beginning + world.now() + scenario.tokenTtlMs;
  await tokens.save(connection, { format: 1, tokenType: "bearer", accessToken, refreshToken, expiresAt });
  keptTokens.consented(accessToken);
}

import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { commitPending, commitRun } from "./session.ts";
import type { Session } from "./session.ts";
import type { Account, AccountTold } from "../stream-context.ts";

/**
 * Makes sure that the credentials are those of the account whose records are stored, before a page is read with them: they may be others than those
 * of the page before. The first run binds the stream to its account. A failure: nothing may be read.
 */
export async function withOwnAccount(session: Session, signal: AbortSignal): Promise<Session | Failure> {
  const { account } = session.context;
  if (account === undefined) return session;
  const told = await account.current(signal);
  if (!told.ok) return told.failure;
  const own = session.checkpoint.account;
  const bound = own ?? (await account.bound());
  if (bound !== undefined && bound !== told.account) return wrongAccount();
  if (own !== undefined) return session;
  const stored = await commitPending(session);
  return commitRun(stored, stored.run, { checkpoint: { account: told.account } });
}

/** What is said of credentials that are another account's; nothing when they are the right ones, or that cannot be told now. */
export async function refusedAccount(account: Account, told: AccountTold): Promise<Failure | undefined> {
  const bound = await account.bound();
  return bound !== undefined && told.ok && told.account !== bound ? wrongAccount() : undefined;
}

function wrongAccount(): Failure {
  const message =
    "These credentials are another account's than the stored records. Nothing was read. " +
    "Reconnect with the first account, or erase the connection.";
  return failure("wrong_account", { message });
}

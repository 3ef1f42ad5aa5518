import { Broken } from "../checks/violation.ts";
import type { Stage } from "./stage.ts";

/** What another account of the vendor asks with. */
export const strangersToken = "of-another-account";

/** Where the vendor says whose credentials these are. */
const identityPath = "/me";

/** Tells whose credentials a request carries, where it asks that; another account's may ask for nothing else. */
export function askedWho(stage: Stage, request: Request): Response | undefined {
  const isStranger = request.headers.get("authorization")?.endsWith(strangersToken) === true;
  if (new URL(request.url).pathname.endsWith(identityPath))
    return Response.json({ id: isStranger ? "another" : stage.connection });
  if (!isStranger) return undefined;
  const what = `${stage.connection} asks for ${request.url} with the credentials of another account`;
  stage.report(new Broken({ promise: "wrong_account", what }));
  return undefined;
}

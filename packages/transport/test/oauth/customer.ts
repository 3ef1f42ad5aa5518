/** What the customer says when asked whether the product may read the account. */
export type Decision = "agrees" | "declines";

interface Step {
  readonly url: string;
  readonly form?: URLSearchParams | undefined;
}

/** A customer at a browser, from the address that begins an authorization to the callback: signs in, then agrees or declines. */
export async function visit(start: string, redirectUri: string, decision: Decision = "agrees"): Promise<string> {
  const cookies = new Map<string, string>();
  let step: Step = { url: start };
  while (!step.url.startsWith(redirectUri)) {
    const response = await open(step, cookies);
    for (const cookie of response.headers.getSetCookie()) keep(cookie, cookies);
    const location = response.headers.get("location");
    step = location === null ? answered(await response.text(), decision) : { url: new URL(location, step.url).href };
  }
  return step.url;
}

function open({ url, form }: Step, cookies: ReadonlyMap<string, string>): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const submit: RequestInit = form === undefined ? {} : { method: "POST", body: form };
  return fetch(url, { ...submit, headers: { cookie }, redirect: "manual" });
}

function keep(cookie: string, cookies: Map<string, string>): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  cookies.set(name, value);
}

/** Fills in the page's form, or follows its link away from it. */
function answered(page: string, decision: Decision): Step {
  const [, prompt = ""] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
  if (prompt === "consent" && decision === "declines") return { url: matched(page, /href="([^"]+\/abort)"/) };
  const form = new URLSearchParams({ prompt, login: "ann", password: "any" });
  return { url: matched(page, /action="([^"]+)"/), form };
}

function matched(page: string, pattern: RegExp): string {
  const [, found] = pattern.exec(page) ?? [];
  if (found === undefined) throw new Error(`The page has nothing like ${pattern.source}:\n${page}`);
  return found;
}

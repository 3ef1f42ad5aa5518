import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import type { ThirdParty } from "./third-party.ts";

const PagingOctokit = Octokit.plugin(paginateRest);
const things = { owner: "o", repo: "r" };

/** GitHub's own client. The core has no retries; in the `octokit` bundle they are two plugins that can be switched off. */
export const withOctokit: ThirdParty = {
  name: "Octokit",
  ends: "by signal",
  unanswered: 500,
  connect(baseUrl, fetch) {
    const octokit = new PagingOctokit({ auth: "a token of the product's", baseUrl, request: { fetch } });
    const route = "GET /repos/{owner}/{repo}/labels";
    return {
      async list(signal) {
        const { data } = await octokit.request(route, {
          ...things,
          ...(signal === undefined ? {} : { request: { signal } }),
        });
        return data.map(({ name }) => name);
      },
      listAll: async () => (await octokit.paginate(route, things)).map(({ name }) => name),
      async create(name) {
        const { data } = await octokit.request("POST /repos/{owner}/{repo}/labels", { ...things, name });
        return data.name;
      },
      async missing() {
        const found = octokit.request("GET /repos/{owner}/{repo}/labels/{name}", { ...things, name: "none" });
        return this.read(await found.catch((error: unknown) => error));
      },
      read: (error) => ({
        status: Number(Reflect.get(Object(error), "status")),
        message: error instanceof Error ? error.message : String(error),
      }),
    };
  },
  answer({ method, url = "" }, origin) {
    if (method === "POST") return { status: 201, body: { name: "new" } };
    if (url.endsWith("/none")) return { status: 404, body: { message: "Not Found", status: "404" } };
    const address = new URL(url, origin);
    const page = Number(address.searchParams.get("page") ?? 1);
    address.searchParams.set("page", String(page + 1));
    const link = page < 3 ? { link: `<${address.href}>; rel="next"` } : {};
    return { status: 200, headers: link, body: [{ name: `label ${page}` }] };
  },
};

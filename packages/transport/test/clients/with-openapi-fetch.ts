import createClient from "openapi-fetch";
import { isFailureError } from "../../src/failure.ts";
import type { ThirdParty } from "./third-party.ts";

interface Contact {
  readonly id: string;
}
interface Problem {
  readonly title: string;
  readonly status: number;
}
interface Refused {
  readonly content: { readonly "application/problem+json": Problem };
}
interface Found<Body> {
  readonly responses: {
    readonly 200: { readonly content: { readonly "application/json": Body } };
    readonly 404: Refused;
  };
}

/** What openapi-typescript would make of the document. */
interface Paths {
  readonly "/contacts": {
    readonly get: Found<{ readonly items: Contact[]; readonly next: number | null }> & {
      readonly parameters: { readonly query?: { readonly page?: number } };
    };
    readonly post: {
      readonly requestBody: { readonly content: { readonly "application/json": Contact } };
      readonly responses: {
        readonly 201: { readonly content: { readonly "application/json": Contact } };
        readonly 400: Refused;
      };
    };
  };
  readonly "/contacts/{id}": {
    readonly get: Found<Contact> & { readonly parameters: { readonly path: { readonly id: string } } };
  };
}

/** A typed client, which reads errors as values and leaves paging to its caller. */
export const withOpenapiFetch: ThirdParty = {
  name: "openapi-fetch",
  ends: "by signal",
  unanswered: 429,
  connect(baseUrl, fetch) {
    const client = createClient<Paths>({ baseUrl, fetch });
    const page = async (number: number, signal?: AbortSignal) => {
      const { data, error } = await client.GET("/contacts", {
        params: { query: { page: number } },
        ...(signal === undefined ? {} : { signal }),
      });
      if (data === undefined) throw problem(error);
      return data;
    };
    return {
      list: async (signal) => (await page(1, signal)).items.map(({ id }) => id),
      async listAll() {
        const ids: string[] = [];
        for (let number: number | null = 1; number !== null;) {
          const { items, next }: Awaited<ReturnType<typeof page>> = await page(number);
          ids.push(...items.map(({ id }) => id));
          number = next;
        }
        return ids;
      },
      async create(id) {
        const { data, error } = await client.POST("/contacts", { body: { id } });
        if (data === undefined) throw problem(error);
        return data.id;
      },
      async missing() {
        const { error, response } = await client.GET("/contacts/{id}", { params: { path: { id: "none" } } });
        return { status: response.status, message: error?.title ?? "" };
      },
      read: (error) => ({
        status: isFailureError(error) ? error.failure.status : Number(Reflect.get(Object(error), "status")),
        message: error instanceof Error ? error.message : String(error),
      }),
    };
  },
  answer({ method, url = "" }) {
    if (method === "POST") return { status: 201, body: { id: "new" } };
    if (url === "/contacts/none")
      return {
        status: 404,
        headers: { "content-type": "application/problem+json" },
        body: { title: "There is no such contact.", status: 404 },
      };
    const page = Number(new URL(url, "http://local").searchParams.get("page"));
    return { status: 200, body: { items: [{ id: `contact ${page}` }], next: page < 3 ? page + 1 : null } };
  },
};

function problem(value: Problem | undefined): Error {
  return Object.assign(new Error(value?.title ?? "no problem was told"), { status: value?.status });
}

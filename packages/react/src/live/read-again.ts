import type { InvalidateQueryFilters, QueryClient } from "@tanstack/react-query";

/** A read that is under way was asked for before: it is left to end, as long lists would else never be read, and made once more, for all who waited. */
export async function readAgain(client: QueryClient, filters: InvalidateQueryFilters): Promise<void> {
  const read = () => client.invalidateQueries(filters, { cancelRefetch: false });
  const isUnderWay = client.isFetching({ ...filters, type: "active" }) > 0;
  await read();
  if (isUnderWay) await read();
}

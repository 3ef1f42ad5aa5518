import { batchRefused } from "../../storage-failure.ts";

/**
 * One database for each tenant, so that a handle cannot reach another's rows. The two parts are written as a JSON array: no tenant's name, whatever
 * characters it has, can be read as another name and tenant.
 */
export function databaseName(name: string, tenant: string): string {
  if (tenant === "") {
    throw batchRefused("the store was opened without a tenant. Name it: else customers would share their data.");
  }
  return `waybill:${JSON.stringify([name, tenant])}`;
}
